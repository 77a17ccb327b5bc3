/** Tomcat's JDBC pool, measured below and above. */
@NullMarked
package dev.narthex.database.tomcat;

import org.jspecify.annotations.NullMarked;
