// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.caffeine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.narthex.cache.CacheMetrics;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.testkit.ManualTicker;
import dev.narthex.testkit.Scrape;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CaffeineCachesTest {

    private final Application application = Application.of(Settings.create());
    private final CacheMetrics metrics = CacheMetrics.create(application);
    private final ManualTicker ticker = ManualTicker.create();
    private final Caffeine<Object, Object> caffeine =
            Caffeine.newBuilder().executor(Runnable::run).ticker(ticker::read);

    private double of(String sample) {
        return Scrape.of(application).value(sample);
    }

    private String family(String name) {
        return Scrape.of(application).family(name);
    }

    @Test // C8
    void putsAndRemovalsAreCountedByWhatTheyDid() {
        Cache<String, String> books = CaffeineCaches.build("books", caffeine, metrics);
        books.put("a", "A");
        books.putAll(Map.of("b", "B", "c", "C"));
        books.invalidate("a");
        books.invalidate("a");
        books.invalidateAll(List.of("b", "absent"));
        books.invalidateAll(); // clears

        assertThat(of("django_cache_sets_total{cache_name=\"books\"}")).isEqualTo(3);
        assertThat(of("django_cache_deletes_total{cache_name=\"books\"}")).isEqualTo(2);
        assertThat(family("django_cache_gets_total")).isEmpty();
        assertThat(family("django_cache_evictions_total")).isEmpty();
    }

    @Test // C7
    void theMapBesideItCountsNothing() {
        Cache<String, String> books = CaffeineCaches.build("books", caffeine, metrics);
        books.asMap().put("a", "A");
        assertThat(books.asMap().get("a")).isEqualTo("A");
        assertThat(books.asMap().remove("a")).isEqualTo("A");

        assertThat(family("django_cache_gets_total")).isEmpty();
        assertThat(family("django_cache_sets_total")).isEmpty();
        assertThat(family("django_cache_deletes_total")).isEmpty();
    }

    @Test // C3, C13, C17
    void aLoadingCacheTellsLoadsRefreshesEvictionsAndEntries() {
        LoadingCache<String, String> books = CaffeineCaches.build(
                "books", caffeine.expireAfterWrite(Duration.ofMinutes(1)), isbn -> "book " + isbn, metrics);
        assertThat(books.get("1")).isEqualTo("book 1");
        assertThat(books.get("1")).isEqualTo("book 1");
        assertThat(books.getAll(List.of("1", "2"))).hasSize(2);
        assertThat(books.refresh("1")).isCompletedWithValue("book 1"); // a load and no look-up
        assertThat(of("django_cache_entries{cache_name=\"books\"}")).isEqualTo(2);
        ticker.advance(Duration.ofMinutes(2));
        assertThat(books.getIfPresent("1")).isNull();
        books.cleanUp();

        assertThat(of("django_cache_hits_total{cache_name=\"books\"}")).isEqualTo(2);
        assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(3);
        assertThat(of("django_cache_loads_total{cache_name=\"books\",result=\"success\"}"))
                .isEqualTo(3);
        assertThat(of("django_cache_evictions_total{cache_name=\"books\",cause=\"expired\"}"))
                .isEqualTo(2);
        assertThat(of("django_cache_entries{cache_name=\"books\"}")).isZero();
        assertThat(books.stats().hitCount()).isEqualTo(2);
    }

    @Test // C4
    void aLookUpThatJoinsALoadIsAHitAndTheLoadEndsOnce() {
        AsyncCache<String, String> books = CaffeineCaches.buildAsync("books", caffeine, metrics);
        CompletableFuture<String> loading = new CompletableFuture<>();
        assertThat(books.get("a", (key, executor) -> loading)).isNotDone();
        assertThat(books.get("a", (key, executor) -> loading)).isNotDone();
        assertThat(family("django_cache_loads_total")).isEmpty();
        loading.completeExceptionally(new IOException("no paper"));

        assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(1);
        assertThat(of("django_cache_hits_total{cache_name=\"books\"}")).isEqualTo(1);
        assertThat(of("django_cache_loads_total{cache_name=\"books\",result=\"failure\"}"))
                .isEqualTo(1);
    }

    @Test // C24
    void aFutureIsAPutWhenItHasBecomeAValue() {
        AsyncCache<String, String> books = CaffeineCaches.buildAsync("books", caffeine, metrics);
        CompletableFuture<String> coming = new CompletableFuture<>();
        books.put("a", coming);
        books.put("b", CompletableFuture.failedFuture(new IOException("no paper")));
        assertThat(family("django_cache_sets_total")).isEmpty();

        coming.complete("A");

        assertThat(of("django_cache_sets_total{cache_name=\"books\"}")).isEqualTo(1);
        books.synchronous().put("c", "C");
        assertThat(of("django_cache_sets_total{cache_name=\"books\"}")).isEqualTo(2);
    }

    @Test
    void anAsynchronousLoadingCacheIsMeasuredBothWays() {
        AsyncLoadingCache<String, String> books = CaffeineCaches.buildAsync(
                "books",
                caffeine,
                AsyncCacheLoader.<String, String>bulk((isbns, executor) -> {
                    Map<String, String> loaded = new HashMap<>();
                    isbns.forEach(isbn -> loaded.put(isbn, "book " + isbn));
                    return CompletableFuture.completedFuture(loaded);
                }),
                metrics);
        assertThat(books.get("1")).isCompletedWithValue("book 1");
        assertThat(books.synchronous().get("1")).isEqualTo("book 1");
        assertThat(books.getAll(List.of("1", "2"))).isCompletedWithValueMatching(all -> all.size() == 2);
        books.synchronous().invalidate("1");

        assertThat(of("django_cache_hits_total{cache_name=\"books\"}")).isEqualTo(2);
        assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(2);
        assertThat(of("django_cache_deletes_total{cache_name=\"books\"}")).isEqualTo(1);
        assertThat(of("django_cache_entries{cache_name=\"books\"}")).isEqualTo(1);
    }

    @Test
    void aBuilderWithStatisticsOfItsOwnIsRefused() {
        assertThatThrownBy(() -> CaffeineCaches.build("books", caffeine.recordStats(), metrics))
                .isInstanceOf(IllegalStateException.class);
    }
}
