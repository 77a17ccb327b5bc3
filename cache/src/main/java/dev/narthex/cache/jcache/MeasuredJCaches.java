// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.jcache;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.Twins;
import java.net.URI;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** A manager that hands out measured caches, the same for the same one. Everything else is the target's. */
final class MeasuredJCaches implements CacheManager {

    private final CacheManager target;
    private final Twins<Cache<?, ?>> twins;

    MeasuredJCaches(CacheManager target, CacheMetrics metrics) {
        this.target = target;
        this.twins = Twins.of(own -> JCaches.wrap(own, this, metrics), metrics);
    }

    @SuppressWarnings("unchecked") // a twin has the types of its own
    private <K, V> @Nullable Cache<K, V> measured(String name, @Nullable Cache<K, V> own) {
        return own == null ? null : (Cache<K, V>) twins.of(name, own);
    }

    @Override
    @SuppressWarnings("NullAway") // what is created is there
    public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(String name, C configuration) {
        return measured(name, target.createCache(name, configuration));
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String name, Class<K> keys, Class<V> values) {
        return measured(name, target.getCache(name, keys, values));
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String name) {
        return measured(name, target.getCache(name));
    }

    @Override
    public void destroyCache(String name) {
        target.destroyCache(name);
        twins.forget(name);
    }

    @Override
    public CachingProvider getCachingProvider() {
        return target.getCachingProvider();
    }

    @Override
    public URI getURI() {
        return target.getURI();
    }

    @Override
    public ClassLoader getClassLoader() {
        return target.getClassLoader();
    }

    @Override
    public Properties getProperties() {
        return target.getProperties();
    }

    @Override
    public Iterable<String> getCacheNames() {
        return target.getCacheNames();
    }

    @Override
    public void enableManagement(String name, boolean enabled) {
        target.enableManagement(name, enabled);
    }

    @Override
    public void enableStatistics(String name, boolean enabled) {
        target.enableStatistics(name, enabled);
    }

    @Override
    public void close() {
        target.close();
    }

    @Override
    public boolean isClosed() {
        return target.isClosed();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return target.unwrap(type);
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
