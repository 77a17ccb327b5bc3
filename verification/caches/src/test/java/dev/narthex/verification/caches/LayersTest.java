// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.caffeine.CaffeineCaches;
import dev.narthex.cache.jcache.JCaches;
import dev.narthex.cache.redis.LettuceCaches;
import dev.narthex.cache.spring.SpringCaches;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.testkit.Scrape;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Objects;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.cache.support.CompositeCacheManager;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** One look-up is one look-up through all layers, however many of them are measured (C3, C15). */
class LayersTest {

    private final Application application = Application.of(Settings.create());
    private final CacheMetrics metrics = CacheMetrics.create(application);

    private void lookUpTwice(CacheManager manager) {
        CacheManager measured =
                SpringCaches.wrap(new CompositeCacheManager(SpringCaches.wrap(manager, metrics)), metrics);
        org.springframework.cache.Cache books = Objects.requireNonNull(measured.getCache("books"));
        assertThat(books.<String>get("a", () -> "A")).isEqualTo("A");
        assertThat(books.<String>get("a", () -> "never")).isEqualTo("A");
    }

    private void assertOneMissAndOneHit(String backend) {
        Scrape page = Scrape.of(application);
        assertThat(page.family("django_cache_gets_total"))
                .contains(
                        "django_cache_gets_total{cache_name=\"books\",backend=\"%s\",result=\"hit\"} 1.0\n"
                                .formatted(backend),
                        "django_cache_gets_total{cache_name=\"books\",backend=\"%s\",result=\"miss\"} 1.0\n"
                                .formatted(backend))
                .hasLineCount(2);
    }

    @Test
    void springOverJCacheOverEhcache() {
        javax.cache.CacheManager ehcache = JCaches.wrap(
                Caching.getCachingProvider("org.ehcache.jsr107.EhcacheCachingProvider")
                        .getCacheManager(),
                metrics);
        try (ehcache) {
            ehcache.createCache("books", new MutableConfiguration<>());
            JCacheCacheManager spring = new JCacheCacheManager(ehcache);
            spring.afterPropertiesSet();

            lookUpTwice(spring);
        }
        assertOneMissAndOneHit("ehcache");
    }

    @Test
    void springOverAMeasuredCaffeine() {
        Cache<Object, Object> books = CaffeineCaches.build("books", Caffeine.newBuilder(), metrics);
        CaffeineCacheManager spring = new CaffeineCacheManager();
        spring.registerCustomCache("books", books);

        lookUpTwice(spring);

        assertOneMissAndOneHit("caffeine");
        assertThat(Scrape.of(application).value("django_cache_entries{cache_name=\"books\"}"))
                .isEqualTo(1);
    }

    @Test
    void springOverAMeasuredAsynchronousCaffeine() {
        AsyncCache<Object, Object> books = CaffeineCaches.buildAsync("books", Caffeine.newBuilder(), metrics);
        CaffeineCacheManager spring = new CaffeineCacheManager();
        spring.registerCustomCache("books", books);

        lookUpTwice(spring);

        assertOneMissAndOneHit("caffeine");
    }

    /** A connection that somebody measures is not the connection that Spring has. */
    @Test
    void springOverLettuceBesideAMeasuredConnection() throws Exception {
        try (Redis redis = Redis.start()) {
            LettuceConnectionFactory connections =
                    new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", redis.port()));
            connections.afterPropertiesSet();
            connections.start();
            RedisClient client = RedisClient.create("redis://127.0.0.1:" + redis.port());
            try (StatefulRedisConnection<String, String> raw =
                    LettuceCaches.wrap("sessions", client.connect(), metrics)) {
                RedisCacheManager spring = RedisCacheManager.create(connections);
                spring.afterPropertiesSet();

                lookUpTwice(spring);
                assertOneMissAndOneHit("redis");

                assertThat(raw.sync().get("session")).isNull();
                assertThat(Scrape.of(application).value("django_cache_misses_total{cache_name=\"sessions\"}"))
                        .isEqualTo(1);
            } finally {
                client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
                connections.destroy();
            }
        }
    }
}
