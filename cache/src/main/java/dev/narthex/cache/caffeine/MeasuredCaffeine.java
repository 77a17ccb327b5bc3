// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import dev.narthex.cache.CacheEvent;
import dev.narthex.cache.CacheRecorder;
import dev.narthex.cache.Measured;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A cache whose puts and removals are counted; look-ups are Caffeine's own. {@link MeasuredLoadingCaffeine} adds loading. */
class MeasuredCaffeine<K, V> implements Cache<K, V>, Measured {

    private final Cache<K, V> target;
    private final CacheRecorder recorder;

    MeasuredCaffeine(Cache<K, V> target, CacheRecorder recorder) {
        this.target = target;
        this.recorder = recorder;
    }

    @Override
    public final void put(K key, V value) {
        target.put(key, value);
        recorder.count(CacheEvent.SET);
    }

    @Override
    public final void putAll(Map<? extends K, ? extends V> entries) {
        target.putAll(entries);
        recorder.count(CacheEvent.SET, entries.size());
    }

    /** What Caffeine does for it, and it tells whether something was there. */
    @Override
    public final void invalidate(K key) {
        recorder.count(CacheEvent.DELETE, target.asMap().remove(key) == null ? 0 : 1);
    }

    @Override
    public final void invalidateAll(Iterable<? extends K> keys) {
        for (K key : keys) {
            invalidate(key);
        }
    }

    @Override
    public final void invalidateAll() {
        target.invalidateAll();
    }

    @Override
    public final @Nullable V getIfPresent(K key) {
        return target.getIfPresent(key);
    }

    @Override
    public final V get(K key, Function<? super K, ? extends V> loader) {
        return target.get(key, loader);
    }

    @Override
    public final Map<K, V> getAllPresent(Iterable<? extends K> keys) {
        return target.getAllPresent(keys);
    }

    @Override
    public final Map<K, V> getAll(
            Iterable<? extends K> keys,
            Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader) {
        return target.getAll(keys, loader);
    }

    @Override
    public final long estimatedSize() {
        return target.estimatedSize();
    }

    @Override
    public final CacheStats stats() {
        return target.stats();
    }

    @Override
    public final ConcurrentMap<K, V> asMap() {
        return target.asMap();
    }

    @Override
    public final void cleanUp() {
        target.cleanUp();
    }

    @Override
    public final Policy<K, V> policy() {
        return target.policy();
    }

    @Override
    public final String toString() {
        return target.toString();
    }
}
