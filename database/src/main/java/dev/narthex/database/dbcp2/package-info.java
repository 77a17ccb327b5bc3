/** Commons DBCP 2, measured below and above. */
@NullMarked
package dev.narthex.database.dbcp2;

import org.jspecify.annotations.NullMarked;
