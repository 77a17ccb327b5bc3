/** Data sources that are beans, measured without losing their class. */
@NullMarked
package dev.narthex.database.spring;

import org.jspecify.annotations.NullMarked;
