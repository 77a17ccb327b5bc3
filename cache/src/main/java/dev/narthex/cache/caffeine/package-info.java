/** Caffeine used by itself, through its own hook for statistics. */
@NullMarked
package dev.narthex.cache.caffeine;

import org.jspecify.annotations.NullMarked;
