// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.spring;

import dev.narthex.cache.Measured;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.caffeine.CaffeineCache;

/** A measured cache that is still a {@link CaffeineCache}, over the same native cache. Pure delegation. */
final class MeasuredCaffeineCache extends CaffeineCache implements Measured {

    private final MeasuredCache measured;

    MeasuredCaffeineCache(CaffeineCache target, MeasuredCache measured) {
        super(target.getName(), target.getNativeCache(), target.isAllowNullValues());
        this.measured = measured;
    }

    @Override
    public @Nullable ValueWrapper get(Object key) {
        return measured.get(key);
    }

    @Override
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        return measured.get(key, type);
    }

    @Override
    public <T> @Nullable T get(Object key, Callable<T> loader) {
        return measured.get(key, loader);
    }

    @Override
    public @Nullable CompletableFuture<?> retrieve(Object key) {
        return measured.retrieve(key);
    }

    @Override
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> loader) {
        return measured.retrieve(key, loader);
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        measured.put(key, value);
    }

    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        return measured.putIfAbsent(key, value);
    }

    @Override
    public void evict(Object key) {
        measured.evict(key);
    }

    @Override
    public boolean evictIfPresent(Object key) {
        return measured.evictIfPresent(key);
    }

    @Override
    public void clear() {
        measured.clear();
    }

    @Override
    public boolean invalidate() {
        return measured.invalidate();
    }
}
