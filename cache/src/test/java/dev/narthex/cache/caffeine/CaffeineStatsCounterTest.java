// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.caffeine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import dev.narthex.cache.CacheMetrics;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.testkit.ManualTicker;
import dev.narthex.testkit.Scrape;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CaffeineStatsCounterTest {

    private final Application application = Application.of(Settings.create());
    private final CacheMetrics metrics = CacheMetrics.create(application);
    private final CaffeineStatsCounter counter = CaffeineStatsCounter.of(metrics, "books");
    private final ManualTicker ticker = ManualTicker.create();

    private Caffeine<Object, Object> caffeine() {
        return Caffeine.newBuilder()
                .recordStats(() -> counter)
                .executor(Runnable::run)
                .ticker(ticker::read);
    }

    private double of(String sample) {
        return Scrape.of(application).value(sample);
    }

    @Test
    void hitsAndMissesAreCaffeinesOwn() {
        Cache<String, String> books = caffeine().build();
        assertThat(books.getIfPresent("a")).isNull();
        books.put("a", "A");
        assertThat(books.getIfPresent("a")).isEqualTo("A");
        assertThat(books.getAllPresent(List.of("a", "b", "a"))).hasSize(1); // C5

        assertThat(of("django_cache_hits_total{cache_name=\"books\"}")).isEqualTo(2);
        assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(2);
        assertThat(of("django_cache_get_total{backend=\"caffeine\"}")).isEqualTo(4);
        assertThat(Scrape.of(application).family("django_cache_sets_total")).isEmpty(); // C8
    }

    @Test // C3
    void aLoadIsAMissAndALoad() {
        LoadingCache<String, String> books = caffeine().build(key -> {
            if (key.equals("torn")) {
                throw new IllegalStateException("no paper");
            }
            return key;
        });
        assertThat(books.get("a")).isEqualTo("a");
        assertThat(books.get("a")).isEqualTo("a");
        assertThatThrownBy(() -> books.get("torn")).hasMessage("no paper");

        assertThat(of("django_cache_hits_total{cache_name=\"books\"}")).isEqualTo(1);
        assertThat(of("django_cache_misses_total{cache_name=\"books\"}")).isEqualTo(2);
        assertThat(of("django_cache_loads_total{cache_name=\"books\",result=\"success\"}"))
                .isEqualTo(1);
        assertThat(of("django_cache_loads_total{cache_name=\"books\",result=\"failure\"}"))
                .isEqualTo(1);
    }

    @Test // C13
    void evictionsHaveACause() {
        Cache<Integer, String> small = caffeine().maximumSize(2).build();
        for (int i = 0; i < 5; i++) {
            small.put(i, "a book");
        }
        small.cleanUp();
        Cache<Integer, String> brief =
                caffeine().expireAfterWrite(Duration.ofMinutes(1)).build();
        brief.put(1, "a book");
        ticker.advance(Duration.ofMinutes(2));
        brief.cleanUp();
        brief.put(2, "a book");
        brief.invalidate(2);
        brief.invalidateAll();

        assertThat(of("django_cache_evictions_total{cache_name=\"books\",cause=\"size\"}"))
                .isEqualTo(3);
        assertThat(of("django_cache_evictions_total{cache_name=\"books\",cause=\"expired\"}"))
                .isEqualTo(1);
    }

    @Test
    void sizesArePublished() {
        Cache<String, String> books = counter.watch(caffeine().build());
        AsyncCache<String, String> async = counter.watchAsync(caffeine().buildAsync());
        books.put("a", "A");
        books.put("b", "B");
        async.put("c", CompletableFuture.completedFuture("C"));

        assertThat(of("django_cache_entries{cache_name=\"books\"}")).isEqualTo(3);
        assertThat(books.estimatedSize() + async.synchronous().estimatedSize()).isEqualTo(3);
    }

    @Test
    void theApplicationStillSeesItsOwnStatistics() {
        Cache<String, String> books = caffeine().maximumSize(1).build();
        assertThat(books.get("a", key -> {
                    long begun = System.nanoTime();
                    while (System.nanoTime() == begun) {
                        Thread.onSpinWait();
                    }
                    return "A";
                }))
                .isEqualTo("A");
        assertThat(books.get("a", key -> "never")).isEqualTo("A");
        books.put("b", "B");
        books.cleanUp();

        CacheStats stats = books.stats();

        assertThat(stats).isEqualTo(CacheStats.of(1, 1, 1, 0, stats.totalLoadTime(), 1, 1));
        assertThat(stats.totalLoadTime()).isPositive();
    }
}
