// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.narthex.cache.CacheMetrics;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.testkit.Scrape;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.ehcache.jsr107.EhcacheCachingProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.cache.support.CompositeCacheManager;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.cache.support.SimpleValueWrapper;
import org.springframework.cache.transaction.TransactionAwareCacheManagerProxy;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;
import redis.embedded.RedisServer;

/** The same look-ups through every kind of manager: one look-up is one look-up, and the application sees its own cache. */
class SpringCacheTest {

    private static RedisServer redis;
    private static JedisConnectionFactory connections;

    private final Application application = Application.of(Settings.create());
    private final CacheMetrics metrics = CacheMetrics.create(application);

    @BeforeAll
    static void startRedis() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        redis = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
        // No pool: its connections would not survive their server.
        connections = new JedisConnectionFactory(
                new RedisStandaloneConfiguration("127.0.0.1", port),
                JedisClientConfiguration.builder().build());
        connections.afterPropertiesSet();
        connections.start();
    }

    @AfterAll
    static void stopRedis() throws IOException {
        connections.destroy();
        redis.stop();
    }

    /** A kind of manager, with a cache {@code books} that is empty. */
    record Kind(String name, String backend, Supplier<CacheManager> manager) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("Caffeine", "caffeine", () -> new CaffeineCacheManager("books")),
                new Kind("asynchronous Caffeine", "caffeine", SpringCacheTest::asynchronousCaffeine),
                new Kind("map", "map", () -> new ConcurrentMapCacheManager("books")),
                new Kind("JCache", "ehcache", SpringCacheTest::ehcache),
                new Kind("Redis", "redis", SpringCacheTest::redis),
                new Kind("composite", "caffeine", () -> {
                    CompositeCacheManager all = new CompositeCacheManager(
                            new ConcurrentMapCacheManager("authors"), new CaffeineCacheManager("books"));
                    all.setFallbackToNoOpCache(true);
                    return all;
                }),
                new Kind(
                        "transaction-aware",
                        "caffeine",
                        () -> new TransactionAwareCacheManagerProxy(new CaffeineCacheManager("books"))));
    }

    private static CacheManager asynchronousCaffeine() {
        CaffeineCacheManager manager = new CaffeineCacheManager();
        manager.setAsyncCacheMode(true);
        manager.setCacheNames(List.of("books"));
        return manager;
    }

    private static CacheManager ehcache() {
        javax.cache.CacheManager ehcache = Caching.getCachingProvider(EhcacheCachingProvider.class.getName())
                .getCacheManager();
        ehcache.destroyCache("books");
        ehcache.createCache("books", new MutableConfiguration<>());
        JCacheCacheManager manager = new JCacheCacheManager(ehcache);
        manager.afterPropertiesSet();
        return manager;
    }

    private static RedisCacheManager redis() {
        RedisCacheManager manager = RedisCacheManager.builder(connections)
                .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig())
                .initialCacheNames(Set.of("books"))
                .build();
        manager.afterPropertiesSet();
        Objects.requireNonNull(manager.getCache("books")).clear();
        return manager;
    }

    private Cache books(Kind kind) {
        return Objects.requireNonNull(
                SpringCaches.wrap(kind.manager().get(), metrics).getCache("books"));
    }

    private String gets() {
        return Scrape.of(application).family("django_cache_gets_total");
    }

    private long of(String sample) {
        return (long) Scrape.of(application).value(sample);
    }

    private static String gets(Kind kind, int hits, int misses) {
        return line(kind, "miss", misses) + line(kind, "hit", hits);
    }

    private static String line(Kind kind, String result, int times) {
        return times == 0
                ? ""
                : "django_cache_gets_total{cache_name=\"books\",backend=\"%s\",result=\"%s\"} %d.0\n"
                        .formatted(kind.backend(), result, times);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aGetIsAHitOrAMiss(Kind kind) {
        Cache books = books(kind);

        assertThat(books.get("a")).isNull();
        books.put("a", "A");
        assertThat(Objects.requireNonNull(books.get("a")).get()).isEqualTo("A");
        assertThat(books.get("a", String.class)).isEqualTo("A");

        assertThat(gets()).isEqualTo(gets(kind, 2, 1));
        assertThat(of("django_cache_sets_total{cache_name=\"books\"}")).isEqualTo(1);
    }

    @ParameterizedTest // C1
    @MethodSource("kinds")
    void aCachedNullIsAHit(Kind kind) {
        Cache books = books(kind);
        books.put("n", null);

        assertThat(Objects.requireNonNull(books.get("n")).get()).isNull();
        assertThat(books.get("n", String.class)).isNull();
        assertThat(books.get("absent", String.class)).isNull();

        assertThat(of("django_cache_hits_total{cache_name=\"books\"}")).isEqualTo(2);
        assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(1);
    }

    @ParameterizedTest // C3
    @MethodSource("kinds")
    void aGetWithALoaderIsOneLookUp(Kind kind) {
        Cache books = books(kind);

        assertThat(books.get("a", () -> "computed")).isEqualTo("computed");
        assertThat(books.get("a", () -> "never")).isEqualTo("computed");
        assertThatThrownBy(() -> books.get("b", () -> {
                    throw new IOException("no paper");
                }))
                .isInstanceOf(Cache.ValueRetrievalException.class)
                .hasRootCauseMessage("no paper");
        assertThat(books.<String>get("n", () -> null)).isNull();
        assertThat(books.<String>get("n", () -> "never")).isNull();

        assertThat(gets()).isEqualTo(gets(kind, 2, 3));
        assertThat(of("django_cache_loads_total{cache_name=\"books\",result=\"success\"}"))
                .isEqualTo(2);
        assertThat(of("django_cache_loads_total{cache_name=\"books\",result=\"failure\"}"))
                .isEqualTo(1);
    }

    @ParameterizedTest // C3
    @MethodSource("kinds")
    void tenThreadsThatWantOneValueAreTenLookUps(Kind kind) throws Exception {
        Cache books = books(kind);
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch ready = new CountDownLatch(10);
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Future<Object>> values = IntStream.range(0, 10)
                    .mapToObj(i -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return books.get("a", (java.util.concurrent.Callable<Object>) () -> {
                            loads.incrementAndGet();
                            return "A";
                        });
                    }))
                    .toList();
            for (Future<Object> value : values) {
                assertThat(value.get()).isEqualTo("A");
            }
        } finally {
            threads.shutdown();
        }
        assertThat(of("django_cache_get_total{backend=\"%s\"}".formatted(kind.backend())))
                .isEqualTo(10);
        assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(loads.get());
        assertThat(of("django_cache_loads_total{cache_name=\"books\",result=\"success\"}"))
                .isEqualTo(loads.get());
    }

    @ParameterizedTest // C6
    @MethodSource("kinds")
    void putIfAbsentTellsWhatIsThere(Kind kind) {
        Cache books = books(kind);

        assertThat(books.putIfAbsent("a", "A")).isNull();
        assertThat(Objects.requireNonNull(books.putIfAbsent("a", "B")).get()).isEqualTo("A");

        assertThat(gets()).isEqualTo(gets(kind, 1, 1));
        assertThat(of("django_cache_sets_total{cache_name=\"books\"}")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void removalsAreDeletesAndClearingIsNone(Kind kind) {
        Cache books = books(kind);
        books.put("a", "A");
        books.evict("a");
        books.evictIfPresent("a");
        books.clear();
        books.invalidate();

        assertThat(of("django_cache_deletes_total{cache_name=\"books\"}")).isEqualTo(2);
        assertThat(gets()).isEmpty();
    }

    @ParameterizedTest // C14
    @MethodSource("kinds")
    void aCacheIsTheSameEveryTimeAndNobodyWrapsTwice(Kind kind) {
        CacheManager own = kind.manager().get();
        CacheManager once = SpringCaches.wrap(own, metrics);
        CacheManager twice = SpringCaches.wrap(SpringCaches.wrap(once, metrics), metrics);

        assertThat(twice).isSameAs(once);
        Cache first = once.getCache("books");
        Cache ownFirst = own.getCache("books");
        assertThat(once.getCache("books") == first) // a proxy for transactions makes new ones itself
                .isEqualTo(own.getCache("books") == ownFirst);
        Objects.requireNonNull(twice.getCache("books")).get("a");
        assertThat(gets()).isEqualTo(gets(kind, 0, 1));
    }

    @ParameterizedTest // C15
    @MethodSource("kinds")
    void managerAndNativeCacheAreTheApplicationsOwn(Kind kind) {
        CacheManager own = kind.manager().get();
        CacheManager measured = SpringCaches.wrap(own, metrics);

        assertThat(measured).isInstanceOf(own.getClass());
        assertThat(measured.getCacheNames()).isEqualTo(own.getCacheNames());
        assertThat(Objects.requireNonNull(measured.getCache("books")).getNativeCache())
                .isSameAs(Objects.requireNonNull(own.getCache("books")).getNativeCache());
        assertThat(Objects.requireNonNull(measured.getCache("books")).getName()).isEqualTo("books");
    }

    @Test
    void knownCachesKeepTheirClass() {
        assertThat(SpringCaches.wrap(new CaffeineCacheManager("books"), metrics).getCache("books"))
                .isInstanceOf(CaffeineCache.class);
        assertThat(SpringCaches.wrap(redis(), metrics).getCache("books")).isInstanceOf(RedisCache.class);
    }

    @Test // C14
    void aCacheThatIsMadeLaterIsMeasuredToo() {
        CacheManager manager = SpringCaches.wrap(new CaffeineCacheManager(), metrics);
        Objects.requireNonNull(manager.getCache("late")).get("a");

        assertThat(of("django_cache_misses_total{cache_name=\"late\"}")).isEqualTo(1);
        assertThat(manager.getCacheNames()).containsExactly("late");
    }

    @Test
    void aCacheThatIsMadeAnewIsTheNewOne() {
        CaffeineCacheManager own = new CaffeineCacheManager("books");
        CacheManager manager = SpringCaches.wrap(own, metrics);
        Objects.requireNonNull(manager.getCache("books")).put("a", "A");
        own.setCaffeine(Caffeine.newBuilder().maximumSize(5)); // makes all caches anew

        assertThat(Objects.requireNonNull(manager.getCache("books")).get("a")).isNull();
    }

    @Test
    void noCacheIsNone() {
        CacheManager none = new NoOpCacheManager();

        assertThat(SpringCaches.wrap(none, metrics)).isSameAs(none);
        CompositeCacheManager all = new CompositeCacheManager();
        all.setFallbackToNoOpCache(true);
        all.afterPropertiesSet();
        Objects.requireNonNull(SpringCaches.wrap(all, metrics).getCache("books"))
                .get("a");
        assertThat(gets()).isEmpty();
    }

    @Test // C15
    void whatARolledBackTransactionDidNotPutIsNoSet() {
        Cache books = Objects.requireNonNull(
                SpringCaches.wrap(new TransactionAwareCacheManagerProxy(new CaffeineCacheManager("books")), metrics)
                        .getCache("books"));

        TransactionSynchronizationManager.initSynchronization();
        TransactionSynchronizationManager.setActualTransactionActive(true);
        books.put("a", "A");
        TransactionSynchronizationManager.clear(); // rolled back
        assertThat(of("django_cache_sets_total{cache_name=\"books\"}")).isZero();

        TransactionSynchronizationManager.initSynchronization();
        TransactionSynchronizationManager.setActualTransactionActive(true);
        books.put("a", "A");
        TransactionSynchronizationUtils.triggerAfterCommit();
        TransactionSynchronizationManager.clear();
        assertThat(of("django_cache_sets_total{cache_name=\"books\"}")).isEqualTo(1);
    }

    @Test // C26
    void keysAreNotTouched() {
        Object key = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("somebody has looked at the key");
            }
        };
        Cache books = Objects.requireNonNull(
                SpringCaches.wrap(new CaffeineCacheManager("books"), metrics).getCache("books"));
        books.put(key, "A");

        assertThat(Objects.requireNonNull(books.get(key)).get()).isEqualTo("A");
    }

    @Test
    void aValueOfAnotherTypeIsRefusedAsSpringRefusesIt() {
        CacheManager own = new CaffeineCacheManager("books");
        Cache bare = Objects.requireNonNull(own.getCache("books"));
        bare.put("a", 1);
        Cache measured = SpringCaches.wrap(bare, metrics);

        Throwable theirs = org.assertj.core.api.Assertions.catchThrowable(() -> bare.get("a", String.class));
        assertThatThrownBy(() -> measured.get("a", String.class))
                .isInstanceOf(theirs.getClass())
                .hasMessage(theirs.getMessage());
        assertThat(of("django_cache_hits_total{cache_name=\"books\"}")).isEqualTo(1);
    }

    @Nested // C4
    class Retrieved {

        private final Cache books = Objects.requireNonNull(
                SpringCaches.wrap(asynchronousCaffeine(), metrics).getCache("books"));

        @Test
        void nothingIsAMissAtOnce() {
            assertThat(books.retrieve("a")).isNull();

            assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(1);
        }

        @Test
        void aLookUpIsCountedWhenItsValueHasCome() {
            CompletableFuture<String> loading = new CompletableFuture<>();
            CompletableFuture<String> first = books.retrieve("a", () -> loading);
            assertThat(gets()).isEmpty();

            loading.complete("A");
            assertThat(first).isCompletedWithValue("A");
            assertThat(books.retrieve("a")).isCompleted();

            assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(1);
            assertThat(of("django_cache_hits_total{cache_name=\"books\"}")).isEqualTo(1);
            assertThat(of("django_cache_loads_total{cache_name=\"books\",result=\"success\"}"))
                    .isEqualTo(1);
        }

        /** A cache that answers when it is told to. */
        private static final class Later extends ConcurrentMapCache {

            private final CompletableFuture<Object> answer = new CompletableFuture<>();

            Later() {
                super("books");
            }

            @Override
            public CompletableFuture<?> retrieve(Object key) {
                return answer;
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"value", "wrapped null", "null", "failure", "cancelled", "never"})
        void aLookUpIsCountedByWhatItBecomes(String outcome) {
            Later later = new Later();
            CompletableFuture<?> retrieved = SpringCaches.wrap(later, metrics).retrieve("a");
            assertThat((Object) retrieved).isSameAs(later.answer);
            assertThat(gets()).isEmpty();

            String result =
                    switch (outcome) {
                        case "value" -> later.answer.complete("A") ? "hit" : "";
                        case "wrapped null" -> later.answer.complete(new SimpleValueWrapper(null)) ? "hit" : "";
                        case "null" -> later.answer.complete(null) ? "miss" : "";
                        case "failure" ->
                            later.answer.completeExceptionally(new IOException("no paper")) ? "error" : "";
                        case "cancelled" -> later.answer.cancel(true) ? "error" : "";
                        default -> "";
                    };

            assertThat(gets())
                    .isEqualTo(
                            outcome.equals("never")
                                    ? ""
                                    : "django_cache_gets_total{cache_name=\"books\",backend=\"map\",result=\"%s\"} 1.0\n"
                                            .formatted(result));
        }

        @Test
        void aLoaderThatFailsIsAMissAndAFailedLoad() {
            CompletableFuture<String> loading = new CompletableFuture<>();
            CompletableFuture<String> first = books.retrieve("a", () -> loading);
            loading.completeExceptionally(new IOException("no paper"));

            assertThat(first).isCompletedExceptionally();
            assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(1);
            assertThat(of("django_cache_loads_total{cache_name=\"books\",result=\"failure\"}"))
                    .isEqualTo(1);
        }
    }

    @Test // C2
    void aRedisThatIsGoneIsNeitherAHitNorAMiss() throws IOException {
        Cache bare = Objects.requireNonNull(redis().getCache("books"));
        Cache books = SpringCaches.wrap(bare, metrics);
        books.put("a", "A");
        books.get("a");
        redis.stop();
        try {
            Throwable theirs = org.assertj.core.api.Assertions.catchThrowable(() -> bare.get("a"));
            assertThat(theirs).isInstanceOf(RedisConnectionFailureException.class);
            assertThatThrownBy(() -> books.get("a"))
                    .isInstanceOf(theirs.getClass())
                    .hasMessage(theirs.getMessage());
            assertThatThrownBy(() -> books.get("a", String.class)).isInstanceOf(theirs.getClass());
            assertThatThrownBy(() -> books.get("a", () -> "computed")).isInstanceOf(theirs.getClass());
            assertThatThrownBy(() -> books.put("a", "B")).isInstanceOf(theirs.getClass());
            assertThatThrownBy(() -> books.evict("a")).isInstanceOf(theirs.getClass());
        } finally {
            redis.start();
        }
        assertThat(books.get("a")).isNull(); // a new server

        assertThat(of("django_cache_gets_total{cache_name=\"books\",backend=\"redis\",result=\"error\"}"))
                .isEqualTo(3);
        assertThat(of("django_cache_get_fail_total{backend=\"redis\"}")).isEqualTo(3);
        assertThat(of("django_cache_hits_total{cache_name=\"books\"}")).isEqualTo(1);
        assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(1);
        assertThat(of("django_cache_sets_total{cache_name=\"books\"}")).isEqualTo(1);
        assertThat(of("django_cache_deletes_total{cache_name=\"books\"}")).isZero();
        assertThat(of("django_cache_lookup_seconds_count{cache_name=\"books\"}"))
                .isEqualTo(5);
    }
}
