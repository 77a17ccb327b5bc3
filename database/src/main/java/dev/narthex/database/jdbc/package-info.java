/** The hooks into JDBC: a measured {@code DataSource}, a driver, and the objects that come from their connections. */
@NullMarked
package dev.narthex.database.jdbc;

import org.jspecify.annotations.NullMarked;
