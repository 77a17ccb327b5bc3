// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.verification.contracts.LoadedLookUps;
import java.util.concurrent.Callable;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.cache.jcache.JCacheCacheManager;

class SpringOverJCacheTest extends InProcessContract implements LoadedLookUps {

    private final javax.cache.CacheManager ehcache = Caching.getCachingProvider(
                    "org.ehcache.jsr107.EhcacheCachingProvider")
            .getCacheManager();
    private final JCacheCacheManager manager = new JCacheCacheManager(ehcache);

    @BeforeEach
    void open() {
        ehcache.createCache("books", new MutableConfiguration<>());
        manager.afterPropertiesSet();
    }

    @AfterEach
    void close() {
        ehcache.close();
    }

    @Override
    protected Object breakLookUps() {
        return NO_KEY;
    }

    @Override
    protected Store bare() {
        return SpringStore.bare(manager);
    }

    @Override
    protected Store measured(CacheMetrics metrics) {
        return SpringStore.measured(manager, metrics);
    }

    @Override
    public String backend() {
        return "ehcache";
    }

    @Override
    protected boolean tellsWhetherItWasThere() {
        return false;
    }

    @Override
    public @Nullable Object getOrLoad(Store books, Object key, Callable<String> loader) {
        return SpringStore.getOrLoad(books, key, loader);
    }
}
