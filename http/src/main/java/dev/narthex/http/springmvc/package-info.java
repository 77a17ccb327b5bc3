/** The hooks into Spring MVC, on top of the servlet ones: which view it chose, its template, its exception. */
@NullMarked
package dev.narthex.http.springmvc;

import org.jspecify.annotations.NullMarked;
