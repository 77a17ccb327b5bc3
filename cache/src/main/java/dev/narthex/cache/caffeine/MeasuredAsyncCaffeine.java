// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.caffeine;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import dev.narthex.cache.CacheEvent;
import dev.narthex.cache.CacheRecorder;
import dev.narthex.cache.Measured;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A cache of futures whose puts are counted, when they have become values (C24); look-ups are Caffeine's own. */
class MeasuredAsyncCaffeine<K, V> implements AsyncCache<K, V>, Measured {

    private final AsyncCache<K, V> target;
    private final CacheRecorder recorder;
    private final Cache<K, V> synchronous;

    MeasuredAsyncCaffeine(AsyncCache<K, V> target, CacheRecorder recorder) {
        this(target, recorder, new MeasuredCaffeine<>(target.synchronous(), recorder));
    }

    MeasuredAsyncCaffeine(AsyncCache<K, V> target, CacheRecorder recorder, Cache<K, V> synchronous) {
        this.target = target;
        this.recorder = recorder;
        this.synchronous = synchronous;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what is ignored ends as the watched one does
    public final void put(K key, CompletableFuture<? extends V> value) {
        target.put(key, value);
        value.whenComplete((come, failure) -> recorder.count(CacheEvent.SET, come == null ? 0 : 1));
    }

    @Override
    public final @Nullable CompletableFuture<V> getIfPresent(K key) {
        return target.getIfPresent(key);
    }

    @Override
    public final CompletableFuture<V> get(K key, Function<? super K, ? extends V> loader) {
        return target.get(key, loader);
    }

    @Override
    public final CompletableFuture<V> get(
            K key, BiFunction<? super K, ? super Executor, ? extends CompletableFuture<? extends V>> loader) {
        return target.get(key, loader);
    }

    @Override
    public final CompletableFuture<Map<K, V>> getAll(
            Iterable<? extends K> keys,
            Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader) {
        return target.getAll(keys, loader);
    }

    @Override
    public final CompletableFuture<Map<K, V>> getAll(
            Iterable<? extends K> keys,
            BiFunction<
                            ? super Set<? extends K>,
                            ? super Executor,
                            ? extends CompletableFuture<? extends Map<? extends K, ? extends V>>>
                    loader) {
        return target.getAll(keys, loader);
    }

    @Override
    public final ConcurrentMap<K, CompletableFuture<V>> asMap() {
        return target.asMap();
    }

    @Override
    public Cache<K, V> synchronous() {
        return synchronous;
    }

    @Override
    public final String toString() {
        return target.toString();
    }
}
