// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.caffeine;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.narthex.cache.CacheMetrics;

/**
 * Builds Caffeine caches that are measured.
 *
 * <pre>{@code
 * Cache<Long, Book> books = CaffeineCaches.build("books", Caffeine.newBuilder().maximumSize(1_000), metrics);
 * }</pre>
 *
 * Look-ups, loads, evictions by cause and the number of entries are Caffeine's own, through {@link CaffeineStatsCounter}; puts
 * and removals, which it does not tell, are counted beside it (C8), but not those through {@code asMap()} (C7). Such a cache is
 * measured in a manager of Spring too, and not twice. Its look-ups are not timed: Caffeine does not tell when one begins.
 */
public final class CaffeineCaches {

    private CaffeineCaches() {}

    /**
     * A cache that is filled by hand.
     *
     * @param name what the label {@code cache_name} shows
     * @param caffeine how the cache is; it must not have statistics of its own
     */
    public static <K, V> Cache<K, V> build(String name, Caffeine<? super K, ? super V> caffeine, CacheMetrics metrics) {
        CaffeineStatsCounter counter = CaffeineStatsCounter.of(metrics, name);
        Cache<K, V> cache = caffeine.recordStats(() -> counter).build();
        return new MeasuredCaffeine<>(counter.watch(cache), counter.recorder());
    }

    /** A cache that loads what it lacks. */
    public static <K, V> LoadingCache<K, V> build(
            String name,
            Caffeine<? super K, ? super V> caffeine,
            CacheLoader<? super K, V> loader,
            CacheMetrics metrics) {
        CaffeineStatsCounter counter = CaffeineStatsCounter.of(metrics, name);
        LoadingCache<K, V> cache = caffeine.recordStats(() -> counter).build(loader);
        return new MeasuredLoadingCaffeine<>(counter.watch(cache), counter.recorder());
    }

    /** A cache of futures. */
    public static <K, V> AsyncCache<K, V> buildAsync(
            String name, Caffeine<? super K, ? super V> caffeine, CacheMetrics metrics) {
        CaffeineStatsCounter counter = CaffeineStatsCounter.of(metrics, name);
        AsyncCache<K, V> cache = caffeine.recordStats(() -> counter).buildAsync();
        return new MeasuredAsyncCaffeine<>(counter.watchAsync(cache), counter.recorder());
    }

    /** A cache of futures that loads what it lacks. */
    public static <K, V> AsyncLoadingCache<K, V> buildAsync(
            String name,
            Caffeine<? super K, ? super V> caffeine,
            AsyncCacheLoader<? super K, V> loader,
            CacheMetrics metrics) {
        CaffeineStatsCounter counter = CaffeineStatsCounter.of(metrics, name);
        AsyncLoadingCache<K, V> cache = caffeine.recordStats(() -> counter).buildAsync(loader);
        return new MeasuredAsyncLoadingCaffeine<>(counter.watchAsync(cache), counter.recorder());
    }
}
