/** HikariCP, measured from inside, so that it stays a {@code HikariDataSource}. */
@NullMarked
package dev.narthex.database.hikari;

import org.jspecify.annotations.NullMarked;
