// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.spring.SpringCaches;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.verification.contracts.LoadedLookUps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

class SpringOverRedisTest extends RedisContract implements LoadedLookUps {

    private JedisConnectionFactory connections;
    private CacheManager manager;

    @SuppressWarnings("NullAway.Init") // made before each test
    SpringOverRedisTest() {}

    @BeforeEach
    void connect() {
        // No pool: its connections would not survive their server.
        connections = new JedisConnectionFactory(
                new RedisStandaloneConfiguration("127.0.0.1", redis.port()),
                JedisClientConfiguration.builder().build());
        connections.afterPropertiesSet();
        connections.start();
        RedisCacheManager made = RedisCacheManager.builder(connections)
                .initialCacheNames(Set.of("books"))
                .build();
        made.afterPropertiesSet();
        manager = made;
    }

    @AfterEach
    void disconnect() {
        connections.destroy();
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
    protected boolean tellsWhetherItWasThere() {
        return false;
    }

    @Override
    public @Nullable Object getOrLoad(Store books, Object key, Callable<String> loader) {
        return SpringStore.getOrLoad(books, key, loader);
    }

    @Test // C2
    void whatSpringThrowsIsTheVeryObject() throws Exception {
        Cache own = SpringStore.bare(manager).cache();
        List<Throwable> thrown = new ArrayList<>();
        Cache remembering = (Cache) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Cache.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(own, arguments);
                    } catch (InvocationTargetException theirs) {
                        thrown.add(theirs.getCause());
                        throw theirs.getCause();
                    }
                });
        Cache measured = SpringCaches.wrap(remembering, CacheMetrics.create(Application.of(Settings.create())));
        breakLookUps();
        try {
            Throwable ours = catchThrowable(() -> measured.get("a"));

            assertThat(thrown).hasSize(1);
            assertThat(ours).isSameAs(thrown.get(0));
        } finally {
            mend();
        }
    }

    @Test
    void aSlowServerIsASlowHit() throws Exception {
        Store books = measured();
        books.put("a", "A");
        redis.sleep(300);

        assertThat(books.get("a")).isEqualTo("A");

        assertThat(gets()).isEqualTo(line("hit", 1));
        assertThat(scrape().value("django_cache_lookup_seconds_sum{cache_name=\"books\"}"))
                .isBetween(0.2, 5.0);
    }
}
