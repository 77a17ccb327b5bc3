// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.jcache.JCaches;
import dev.narthex.verification.contracts.ManyLookUps;
import java.util.HashSet;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** JCache used by itself, with whatever provider. */
abstract class JCacheContract extends InProcessContract implements ManyLookUps {

    private final String backend;
    private final CacheManager manager;
    private final Cache<Object, Object> books;

    JCacheContract(String provider, String backend) {
        this.backend = backend;
        this.manager = Caching.getCachingProvider(provider).getCacheManager();
        this.books = manager.createCache("books", new MutableConfiguration<>());
    }

    private record JCacheStore(Cache<Object, Object> cache) implements Store {

        @Override
        public @Nullable Object get(Object key) {
            return cache.get(key == NO_KEY ? null : key);
        }

        @Override
        public void put(Object key, Object value) {
            cache.put(key, value);
        }

        @Override
        public void remove(Object key) {
            cache.remove(key);
        }
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Override
    public String backend() {
        return backend;
    }

    @Override
    protected final Object breakLookUps() {
        return NO_KEY;
    }

    @Override
    protected Store bare() {
        return new JCacheStore(books);
    }

    @Override
    protected Store measured(CacheMetrics metrics) {
        return new JCacheStore(JCaches.wrap(manager, metrics).getCache("books"));
    }

    @Override
    public void getMany(Store store, List<String> keys) {
        ((JCacheStore) store).cache().getAll(new HashSet<>(keys));
    }
}
