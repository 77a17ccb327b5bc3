// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.caffeine;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.narthex.cache.CacheRecorder;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The same for a cache of futures that loads what it lacks. Pure delegation. */
final class MeasuredAsyncLoadingCaffeine<K, V> extends MeasuredAsyncCaffeine<K, V> implements AsyncLoadingCache<K, V> {

    private final AsyncLoadingCache<K, V> target;
    private final LoadingCache<K, V> synchronous;

    MeasuredAsyncLoadingCaffeine(AsyncLoadingCache<K, V> target, CacheRecorder recorder) {
        this(target, recorder, new MeasuredLoadingCaffeine<>(target.synchronous(), recorder));
    }

    private MeasuredAsyncLoadingCaffeine(
            AsyncLoadingCache<K, V> target, CacheRecorder recorder, LoadingCache<K, V> synchronous) {
        super(target, recorder, synchronous);
        this.target = target;
        this.synchronous = synchronous;
    }

    @Override
    public CompletableFuture<V> get(K key) {
        return target.get(key);
    }

    @Override
    public CompletableFuture<Map<K, V>> getAll(Iterable<? extends K> keys) {
        return target.getAll(keys);
    }

    @Override
    public LoadingCache<K, V> synchronous() {
        return synchronous;
    }
}
