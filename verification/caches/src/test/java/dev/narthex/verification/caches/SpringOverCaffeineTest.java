// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.verification.contracts.LoadedLookUps;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;

class SpringOverCaffeineTest extends InProcessContract implements LoadedLookUps {

    private final CacheManager manager = new CaffeineCacheManager("books");

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
        return "caffeine";
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
