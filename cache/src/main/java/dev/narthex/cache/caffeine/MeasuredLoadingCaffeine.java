// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.caffeine;

import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.narthex.cache.CacheRecorder;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The same for a cache that loads what it lacks. Pure delegation. */
final class MeasuredLoadingCaffeine<K, V> extends MeasuredCaffeine<K, V> implements LoadingCache<K, V> {

    private final LoadingCache<K, V> target;

    MeasuredLoadingCaffeine(LoadingCache<K, V> target, CacheRecorder recorder) {
        super(target, recorder);
        this.target = target;
    }

    @Override
    public V get(K key) {
        return target.get(key);
    }

    @Override
    public Map<K, V> getAll(Iterable<? extends K> keys) {
        return target.getAll(keys);
    }

    @Override
    public CompletableFuture<V> refresh(K key) {
        return target.refresh(key);
    }

    @Override
    public CompletableFuture<Map<K, V>> refreshAll(Iterable<? extends K> keys) {
        return target.refreshAll(keys);
    }
}
