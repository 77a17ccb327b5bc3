// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.jcache;

import dev.narthex.cache.Backend;
import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.Measured;
import javax.cache.Cache;
import javax.cache.CacheManager;

/**
 * Measures caches of JCache (JSR-107) that are used by themselves. Thread-safe.
 *
 * <pre>{@code
 * CacheManager measured = JCaches.wrap(Caching.getCachingProvider().getCacheManager(), metrics);
 * }</pre>
 *
 * What counts as a look-up, a put and a removal is what the specification says of {@code CacheStatisticsMXBean} (C6), but for
 * {@code removeAll()} without keys, of which no cache tells how many it removed. Statistics and management beans stay the
 * cache's own, switched on or not. {@code unwrap} gives what it gave.
 */
public final class JCaches {

    private JCaches() {}

    /** A manager whose caches are measured, those that it makes later too; it is returned as it is if it is measured already. */
    public static CacheManager wrap(CacheManager manager, CacheMetrics metrics) {
        return manager instanceof MeasuredJCaches ? manager : new MeasuredJCaches(manager, metrics);
    }

    /** A measured cache of the same name; it is returned as it is if it is measured already. */
    public static <K, V> Cache<K, V> wrap(Cache<K, V> cache, CacheMetrics metrics) {
        return wrap(cache, cache.getCacheManager(), metrics);
    }

    static <K, V> Cache<K, V> wrap(Cache<K, V> cache, CacheManager manager, CacheMetrics metrics) {
        if (cache instanceof Measured) {
            return cache;
        }
        Backend backend = Backend.of(cache.getClass(), "jcache");
        return new MeasuredJCache<>(
                cache, manager, metrics.cache(cache.getName(), backend), CacheProbe.of(cache, backend.place()));
    }
}
