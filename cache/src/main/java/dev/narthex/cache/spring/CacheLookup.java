// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.spring;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.Twins;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;

/** Hands out measured caches where a manager hands out its own. */
final class CacheLookup implements MethodInterceptor {

    private final Twins<Cache> twins;

    CacheLookup(CacheMetrics metrics) {
        this.twins = Twins.of(own -> SpringCaches.wrap(own, metrics), metrics);
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object result = invocation.proceed();
        return result instanceof Cache cache && invocation.getMethod().getName().equals("getCache")
                ? twins.of(name(invocation, cache), cache)
                : result;
    }

    /** As it was asked for: no cache is asked for its name, which might fail. */
    private static String name(MethodInvocation invocation, Cache cache) {
        return invocation.getArguments().length == 1 && invocation.getArguments()[0] instanceof String name
                ? name
                : cache.getName();
    }
}
