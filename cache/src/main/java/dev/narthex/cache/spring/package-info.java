/** Spring's cache abstraction, whatever is below it. */
@NullMarked
package dev.narthex.cache.spring;

import org.jspecify.annotations.NullMarked;
