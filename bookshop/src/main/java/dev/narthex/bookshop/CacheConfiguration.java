// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import static org.ehcache.config.builders.CacheConfigurationBuilder.newCacheConfigurationBuilder;
import static org.ehcache.config.builders.ExpiryPolicyBuilder.timeToLiveExpiration;
import static org.ehcache.config.builders.ResourcePoolsBuilder.newResourcePoolsBuilder;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.cache.Caching;
import org.ehcache.config.units.MemoryUnit;
import org.ehcache.core.config.DefaultConfiguration;
import org.ehcache.impl.config.persistence.DefaultPersistenceConfiguration;
import org.ehcache.jsr107.Eh107Configuration;
import org.ehcache.jsr107.EhcacheCachingProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.cache.support.CompositeCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/** Three caches: {@code default} in Redis, or in memory where there is none; {@code local} in memory; {@code files} on disk. */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class CacheConfiguration {

    static final String DEFAULT = "default";
    static final String LOCAL = "local";
    static final String FILES = "files";

    private static final Duration TO_LIVE = Duration.ofMinutes(5);
    private static final int MAXIMUM_ENTRIES = 1_000;
    private static final int MAXIMUM_MEGABYTES = 10;

    /** All caches by name. The first manager that knows a name has the cache: Redis comes before memory. */
    @Bean
    @Primary
    CompositeCacheManager cacheManager(
            ObjectProvider<RedisCacheManager> redis, CaffeineCacheManager memory, JCacheCacheManager disk) {
        List<CacheManager> managers = new ArrayList<>();
        redis.ifAvailable(managers::add);
        managers.add(memory);
        managers.add(disk);
        return new CompositeCacheManager(managers.toArray(CacheManager[]::new));
    }

    @Bean
    @Profile("real")
    RedisCacheManager redisCacheManager(RedisConnectionFactory connections) {
        return RedisCacheManager.builder(connections)
                .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig()
                        .entryTtl(TO_LIVE)
                        // Not Java's own: who may write to this Redis could run code here.
                        .serializeValuesWith(SerializationPair.fromSerializer(RedisSerializer.json())))
                .initialCacheNames(Set.of(DEFAULT))
                .disableCreateOnMissingCache()
                .build();
    }

    @Bean
    CaffeineCacheManager memoryCacheManager() {
        CaffeineCacheManager manager = new CaffeineCacheManager(DEFAULT, LOCAL);
        manager.setCaffeine(Caffeine.newBuilder().maximumSize(MAXIMUM_ENTRIES).expireAfterWrite(TO_LIVE));
        return manager;
    }

    @Bean
    JCacheCacheManager diskCacheManager(javax.cache.CacheManager ehcache) {
        return new JCacheCacheManager(ehcache);
    }

    @Bean
    javax.cache.CacheManager ehcache(ShopFolder folder) {
        var provider = (EhcacheCachingProvider) Caching.getCachingProvider(EhcacheCachingProvider.class.getName());
        var persistence =
                new DefaultPersistenceConfiguration(folder.resolve("caches").toFile());
        javax.cache.CacheManager manager = provider.getCacheManager(
                folder.resolve("caches").toUri(),
                new DefaultConfiguration(getClass().getClassLoader(), persistence));
        manager.createCache(
                FILES,
                Eh107Configuration.fromEhcacheCacheConfiguration(newCacheConfigurationBuilder(
                                String.class,
                                Serializable.class,
                                newResourcePoolsBuilder().disk(MAXIMUM_MEGABYTES, MemoryUnit.MB))
                        .withExpiry(timeToLiveExpiration(TO_LIVE))));
        return manager;
    }
}
