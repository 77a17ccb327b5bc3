// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.spring;

import dev.narthex.cache.CacheMetrics;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;

/** Hands out measured caches where a manager hands out its own: for the same one always the same (C14). */
final class CacheLookup implements MethodInterceptor {

    private final CacheMetrics metrics;
    private final ConcurrentHashMap<String, Pair> caches = new ConcurrentHashMap<>();

    private record Pair(Cache own, Cache measured) {}

    CacheLookup(CacheMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object result = invocation.proceed();
        return result instanceof Cache cache && invocation.getMethod().getName().equals("getCache")
                ? measured(cache)
                : result;
    }

    private Cache measured(Cache cache) {
        try {
            Pair known = caches.get(cache.getName());
            if (known != null && known.own() == cache) {
                return known.measured();
            }
            return caches.compute(
                            cache.getName(),
                            (name, present) -> // a manager may have made it anew
                            present != null && present.own() == cache
                                            ? present
                                            : new Pair(cache, SpringCaches.wrap(cache, metrics)))
                    .measured();
        } catch (RuntimeException | LinkageError ours) {
            metrics.guard().caught(ours);
            return cache;
        }
    }
}
