// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.caffeine.CaffeineCaches;
import dev.narthex.verification.contracts.LoadedLookUps;
import dev.narthex.verification.contracts.ManyLookUps;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Caffeine used by itself. It tells nobody that a look-up has failed: that is no series, and not 0. */
class CaffeineTest extends InProcessContract implements LoadedLookUps, ManyLookUps {

    private record CaffeineStore(Cache<Object, Object> cache) implements Store {

        @Override
        public @Nullable Object get(Object key) {
            return cache.getIfPresent(key);
        }

        @Override
        public void put(Object key, Object value) {
            cache.put(key, value);
        }

        @Override
        public void remove(Object key) {
            cache.invalidate(key);
        }
    }

    @Override
    protected Store bare() {
        return new CaffeineStore(Caffeine.newBuilder().build());
    }

    @Override
    protected Store measured(CacheMetrics metrics) {
        return new CaffeineStore(CaffeineCaches.build("books", Caffeine.newBuilder(), metrics));
    }

    @Override
    public String backend() {
        return "caffeine";
    }

    @Override
    protected boolean tellsFailures() {
        return false;
    }

    @Override
    public Object getOrLoad(Store books, Object key, Callable<String> loader) {
        return ((CaffeineStore) books).cache().get(key, same -> {
            try {
                return loader.call();
            } catch (Exception failed) {
                throw new CompletionException(failed);
            }
        });
    }

    @Override
    public void getMany(Store books, List<String> keys) {
        Map<Object, Object> present = ((CaffeineStore) books).cache().getAllPresent(keys);
        assertThat(keys)
                .containsAll(present.keySet().stream().map(String.class::cast).toList());
    }
}
