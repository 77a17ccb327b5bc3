/** The hooks into a Jakarta Servlet container: the outer filter, the inner filter, and an exchange's life between them. */
@NullMarked
package dev.narthex.http.servlet;

import org.jspecify.annotations.NullMarked;
