/** Redis clients used by themselves, and only where the application says that what it keeps there is a cache. */
@NullMarked
package dev.narthex.cache.redis;

import org.jspecify.annotations.NullMarked;
