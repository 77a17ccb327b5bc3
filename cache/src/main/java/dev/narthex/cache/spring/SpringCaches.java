// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.spring;

import dev.narthex.cache.Backend;
import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.Measured;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.cache.support.NoOpCache;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.data.redis.cache.RedisCache;

/**
 * Measures caches of Spring's abstraction: {@code @Cacheable} and its like, and {@code CacheManager} used by hand.
 * Thread-safe.
 *
 * <pre>{@code
 * CacheManager measured = SpringCaches.wrap(new CaffeineCacheManager("books"), metrics);
 * }</pre>
 */
public final class SpringCaches {

    private static final String DECORATOR = "org.springframework.cache.transaction.TransactionAwareCacheDecorator";

    /**
     * The classes that somebody may ask for by name, Spring Boot's own cache metrics for one. By name, and each loaded
     * only when such a cache has been seen: a vendor's classes may be missing.
     */
    private static final Map<String, BiFunction<Cache, MeasuredCache, Cache>> TYPED = Map.of(
            "org.springframework.cache.caffeine.CaffeineCache",
            (cache, measured) -> new MeasuredCaffeineCache((CaffeineCache) cache, measured),
            "org.springframework.cache.jcache.JCacheCache",
            (cache, measured) -> new MeasuredJCacheCache((JCacheCache) cache, measured),
            "org.springframework.data.redis.cache.RedisCache",
            (cache, measured) -> new MeasuredRedisCache((RedisCache) cache, measured));

    private SpringCaches() {}

    /**
     * A manager whose caches are measured, those that it makes later too. It is an instance of the manager's own class,
     * unless that is final or has public final methods, which would run on the empty fields of a proxy; then it has the
     * interfaces of the manager alone. A manager of no caches is returned as it is, as is one that is measured already.
     */
    public static CacheManager wrap(CacheManager manager, CacheMetrics metrics) {
        if (manager instanceof NoOpCacheManager || isMeasured(manager)) {
            return manager;
        }
        ProxyFactory proxy = new ProxyFactory(manager);
        proxy.setProxyTargetClass(isExtensible(AopUtils.getTargetClass(manager)));
        proxy.addAdvice(new CacheLookup(metrics));
        return (CacheManager) proxy.getProxy(manager.getClass().getClassLoader());
    }

    private static boolean isExtensible(Class<?> type) {
        return !Modifier.isFinal(type.getModifiers())
                && Arrays.stream(type.getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .map(Method::getModifiers)
                        .allMatch(modifiers -> Modifier.isStatic(modifiers) || !Modifier.isFinal(modifiers));
    }

    private static boolean isMeasured(CacheManager manager) {
        return manager instanceof Advised proxy
                && Arrays.stream(proxy.getAdvisors()).anyMatch(advisor -> advisor.getAdvice() instanceof CacheLookup);
    }

    /** A measured cache of the same name; of Caffeine, JCache and Redis also of the same class. Values are untouched. */
    public static Cache wrap(Cache cache, CacheMetrics metrics) {
        if (cache instanceof Measured || cache instanceof NoOpCache || cache.getNativeCache() instanceof Measured) {
            return cache;
        }
        if (cache.getClass().getName().equals(DECORATOR)) {
            return Decorated.wrap(cache, metrics);
        }
        MeasuredCache measured = new MeasuredCache(cache, metrics.cache(cache.getName(), backend(cache)));
        BiFunction<Cache, MeasuredCache, Cache> typed =
                TYPED.get(cache.getClass().getName());
        return typed == null ? measured : typed.apply(cache, measured);
    }

    /** From the class of the native cache and, where that says nothing, from the name of Spring's. */
    private static Backend backend(Cache cache) {
        String simple = cache.getClass().getSimpleName().replaceFirst("Cache$", "");
        return Backend.of(
                cache.getNativeCache().getClass(), simple.isEmpty() ? "other" : simple.toLowerCase(Locale.ROOT));
    }

    /** On its own, because the decorator's class may be missing. */
    private static final class Decorated {

        private Decorated() {}

        /** The target is measured, below the decorator: what a rolled-back transaction did not put is not counted (C15). */
        static Cache wrap(Cache cache, CacheMetrics metrics) {
            Cache target = ((TransactionAwareCacheDecorator) cache).getTargetCache();
            Cache measured = SpringCaches.wrap(target, metrics);
            return measured == target ? cache : new TransactionAwareCacheDecorator(measured);
        }
    }
}
