// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.testkit.Scrape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JCachesTest {

    private static final String EHCACHE = "org.ehcache.jsr107.EhcacheCachingProvider";
    private static final String CAFFEINE = "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";

    private final Application application = Application.of(Settings.create());
    private final CacheMetrics metrics = CacheMetrics.create(application);
    private @Nullable CacheManager own;

    private CacheManager manager(String provider) {
        own = Caching.getCachingProvider(provider).getCacheManager();
        return JCaches.wrap(own, metrics);
    }

    @AfterEach
    void close() {
        if (own != null) {
            own.close();
        }
    }

    private long of(String sample) {
        return (long) Scrape.of(application).value(sample);
    }

    /** Knows every book but those that are lost, and fails for those that are torn. */
    public static final class Library implements CacheLoader<String, String> {

        @Override
        @SuppressWarnings("NullAway") // the interface is not annotated: null is what is not there
        public String load(String isbn) {
            if (isbn.startsWith("torn")) {
                throw new IllegalStateException("no paper");
            }
            return isbn.startsWith("lost") ? null : "book " + isbn;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> isbns) {
            return StreamSupport.stream(isbns.spliterator(), false)
                    .filter(isbn -> load(isbn) != null)
                    .collect(Collectors.toMap(isbn -> isbn, this::load));
        }
    }

    private static MutableConfiguration<String, String> readThrough() {
        return new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setReadThrough(true)
                .setCacheLoaderFactory(FactoryBuilder.factoryOf(Library.class));
    }

    @ParameterizedTest // C3
    @ValueSource(strings = {EHCACHE, CAFFEINE})
    void aReadThroughLoadIsAMissAndALoad(String provider) {
        Cache<String, String> books = manager(provider).createCache("books", readThrough());

        assertThat(books.get("1")).isEqualTo("book 1");
        assertThat(books.get("1")).isEqualTo("book 1");
        assertThat(books.get("lost")).isNull();
        assertThatThrownBy(() -> books.get("torn")).isInstanceOf(CacheLoaderException.class);
        assertThat(books.getAll(new HashSet<>(List.of("1", "2", "lost 2")))).hasSize(2);

        assertThat(of("django_cache_hits_total{cache_name=\"books\"}")).isEqualTo(2);
        assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(5);
        assertThat(Scrape.of(application).total("django_cache_get_total")).isEqualTo(7);
        assertThat(of("django_cache_loads_total{cache_name=\"books\",result=\"success\"}"))
                .isEqualTo(4);
        assertThat(of("django_cache_loads_total{cache_name=\"books\",result=\"failure\"}"))
                .isEqualTo(1);
    }

    @ParameterizedTest // C6
    @ValueSource(strings = {EHCACHE, CAFFEINE})
    void aProcessorThatFailsHasLookedAndChangedNothing(String provider) {
        Cache<Object, Object> books = manager(provider).createCache("books", new MutableConfiguration<>());
        books.put("a", "A");

        assertThatThrownBy(() -> books.invoke("a", (entry, none) -> {
                    entry.setValue("B");
                    throw new IllegalStateException("no paper");
                }))
                .isInstanceOf(EntryProcessorException.class)
                .hasRootCauseMessage("no paper");

        assertThat(books.get("a")).isEqualTo("A");
        assertThat(of("django_cache_hits_total{cache_name=\"books\"}")).isEqualTo(2);
        assertThat(of("django_cache_sets_total{cache_name=\"books\"}")).isEqualTo(1);
    }

    @ParameterizedTest // C15
    @ValueSource(strings = {EHCACHE, CAFFEINE})
    void whatIsUnwrappedIsTheApplicationsOwn(String provider) {
        CacheManager measured = manager(provider);
        Cache<Object, Object> books = measured.createCache("books", new MutableConfiguration<>());
        CacheManager bare = Objects.requireNonNull(own);
        Cache<Object, Object> bareBooks = bare.getCache("books");

        assertThat((Object) books.unwrap(bareBooks.getClass())).isSameAs(bareBooks);
        assertThat(measured.unwrap(bare.getClass())).isSameAs(bare);
        assertThat(books.getCacheManager()).isSameAs(measured);
        assertThat(measured.getURI()).isEqualTo(bare.getURI());
        assertThat(measured.getCachingProvider()).isSameAs(bare.getCachingProvider());
    }

    @Test // C14
    void aCacheIsTheSameEveryTimeUntilItIsMadeAnew() {
        CacheManager measured = manager(EHCACHE);
        Cache<Object, Object> first = measured.createCache("books", new MutableConfiguration<>());

        assertThat(measured.getCache("books")).isSameAs(first);
        assertThat(measured.getCache("books", Object.class, Object.class)).isSameAs(first);
        assertThat(JCaches.wrap(measured, metrics)).isSameAs(measured);
        assertThat(JCaches.wrap(first, metrics)).isSameAs(first);
        assertThat(measured.getCache("authors")).isNull();

        measured.destroyCache("books");
        assertThat(measured.getCache("books")).isNull();
        Cache<Object, Object> second = measured.createCache("books", new MutableConfiguration<>());
        assertThat(second).isNotSameAs(first);
        assertThat(second.get("a")).isNull();
        assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(1);
    }

    @Test // C9, C30
    void ourNumbersNeedNoStatisticsAndOutliveTheCache() {
        CacheManager measured = manager(EHCACHE);
        Cache<Object, Object> books = measured.createCache("books", new MutableConfiguration<>());
        books.get("a");
        measured.enableStatistics("books", true);
        books.get("a");
        measured.enableStatistics("books", false);
        books.get("a");
        assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(3);

        measured.close();

        assertThat(measured.isClosed()).isTrue();
        assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(3);
        assertThatThrownBy(() -> books.get("a")).isInstanceOf(IllegalStateException.class);
        assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(3);
    }

    @Test
    void whatTheCacheRefusesItRefusesItself() {
        Cache<Object, Object> books = manager(CAFFEINE).createCache("books", new MutableConfiguration<>());

        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> books.get(null),
                        () -> books.getAll(null),
                        () -> books.removeAll(null),
                        () -> books.invoke(null, (entry, none) -> ""),
                        () -> books.invoke("a", null),
                        () -> books.invokeAll(null, (entry, none) -> ""))) {
            assertThatThrownBy(call).isInstanceOf(NullPointerException.class).satisfies(thrown -> assertThat(
                            thrown.getStackTrace()[0].getClassName())
                    .doesNotContain("narthex"));
        }
        assertThat(Scrape.of(application).total("narthex_instrumentation_errors_total"))
                .isZero();
    }
}
