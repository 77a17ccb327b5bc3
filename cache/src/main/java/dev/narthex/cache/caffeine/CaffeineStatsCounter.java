// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.caffeine;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import dev.narthex.cache.CacheEvent;
import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.CacheRecorder;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a Caffeine cache says of itself, counted as ours; {@link CaffeineCaches} builds caches with it. By itself for a cache
 * that somebody else builds. Thread-safe.
 *
 * <pre>{@code
 * CaffeineStatsCounter counter = CaffeineStatsCounter.of(metrics, "books");
 * Cache<Long, Book> books = counter.watch(Caffeine.newBuilder().recordStats(() -> counter).build());
 * }</pre>
 *
 * Caffeine counts neither puts nor look-ups through {@code asMap()} (C7, C8): with this alone there is no
 * {@code cache_sets_total}. A look-up that joins a load in flight is a hit to Caffeine (C4). Nobody sees from outside that a
 * cache has this counter: in a manager of Spring that is measured it would count a second time (C15).
 */
public final class CaffeineStatsCounter implements StatsCounter {

    private static final String BACKEND = "caffeine";

    private final CacheRecorder recorder;
    private final LongAdder loadNanos = new LongAdder();
    private final LongAdder evictedWeight = new LongAdder();

    private CaffeineStatsCounter(CacheRecorder recorder) {
        this.recorder = recorder;
    }

    /**
     * The counter of one cache.
     *
     * @param name what the label {@code cache_name} shows
     */
    public static CaffeineStatsCounter of(CacheMetrics metrics, String name) {
        return new CaffeineStatsCounter(metrics.cache(name, BACKEND));
    }

    CacheRecorder recorder() {
        return recorder;
    }

    /** The same cache; from now on its estimated size is published, until it is garbage. */
    public <C extends Cache<?, ?>> C watch(C cache) {
        recorder.estimatesEntries(cache, Cache::estimatedSize);
        return cache;
    }

    /** The same for an asynchronous cache. */
    public <C extends AsyncCache<?, ?>> C watchAsync(C cache) {
        recorder.estimatesEntries(cache, async -> async.synchronous().estimatedSize());
        return cache;
    }

    @Override
    public void recordHits(int count) {
        recorder.looked(CacheEvent.HIT, count);
    }

    @Override
    public void recordMisses(int count) {
        recorder.looked(CacheEvent.MISS, count);
    }

    @Override
    public void recordLoadSuccess(long loadTime) {
        recorder.count(CacheEvent.LOAD);
        loadNanos.add(loadTime);
    }

    @Override
    public void recordLoadFailure(long loadTime) {
        recorder.count(CacheEvent.LOAD_FAILURE);
        loadNanos.add(loadTime);
    }

    @Override
    public void recordEviction(int weight, RemovalCause cause) {
        switch (cause) {
            case SIZE -> recorder.count(CacheEvent.EVICTION_SIZE);
            case EXPIRED -> recorder.count(CacheEvent.EVICTION_EXPIRED);
            case COLLECTED -> recorder.count(CacheEvent.EVICTION_COLLECTED);
            case EXPLICIT, REPLACED -> {
                // the application's own doing: no eviction, and Caffeine reports none
            }
        }
        evictedWeight.add(weight);
    }

    /** What {@code cache.stats()} shows to the application; of all caches of this name together. */
    @Override
    public CacheStats snapshot() {
        return CacheStats.of(
                recorder.total(CacheEvent.HIT),
                recorder.total(CacheEvent.MISS),
                recorder.total(CacheEvent.LOAD),
                recorder.total(CacheEvent.LOAD_FAILURE),
                loadNanos.sum(),
                recorder.total(CacheEvent.EVICTION_SIZE)
                        + recorder.total(CacheEvent.EVICTION_EXPIRED)
                        + recorder.total(CacheEvent.EVICTION_COLLECTED),
                evictedWeight.sum());
    }
}
