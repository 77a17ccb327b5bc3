// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.spring.SpringCaches;
import dev.narthex.verification.contracts.CacheContract.Store;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** A cache of Spring's abstraction. */
record SpringStore(Cache cache) implements Store {

    static SpringStore bare(CacheManager manager) {
        return new SpringStore(Objects.requireNonNull(manager.getCache("books")));
    }

    static SpringStore measured(CacheManager manager, CacheMetrics metrics) {
        return bare(SpringCaches.wrap(manager, metrics));
    }

    static @Nullable Object getOrLoad(Store books, Object key, Callable<String> loader) {
        return ((SpringStore) books).cache().get(key, loader);
    }

    @Override
    @SuppressWarnings("NullAway") // what is not a key is refused
    public @Nullable Object get(Object key) {
        Cache.ValueWrapper found = cache.get(key == InProcessContract.NO_KEY ? null : key);
        return found == null ? null : found.get();
    }

    @Override
    public void put(Object key, Object value) {
        cache.put(key, value);
    }

    @Override
    public void remove(Object key) {
        cache.evict(key);
    }
}
