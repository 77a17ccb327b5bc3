// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache;

import dev.narthex.core.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * What is known about something that happened to a cache.
 *
 * @param cache the configured name of the cache
 * @param backend the kind of the cache: {@code caffeine}, {@code redis}
 * @param timed whether the look-ups of this cache are timed
 * @param event what happened
 */
record CacheKey(String cache, String backend, boolean timed, CacheEvent event) {

    CacheKey folded() {
        return new CacheKey(Dimension.OTHER, backend, timed, event);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CacheKey key
                && cache.equals(key.cache)
                && backend.equals(key.backend)
                && timed == key.timed
                && event == key.event;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * cache.hashCode() + backend.hashCode()) + (timed ? 1 : 0)) + event.ordinal();
    }
}
