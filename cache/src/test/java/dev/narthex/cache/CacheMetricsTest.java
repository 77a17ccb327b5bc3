// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.RequestTally.Entry;
import dev.narthex.core.Settings;
import dev.narthex.testkit.ManualTicker;
import dev.narthex.testkit.Scrape;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheMetricsTest {

    private final ManualTicker ticker = ManualTicker.create();
    private final Application application = Application.of(
            Settings.builder().naming(List.of("django", "otel")).maxCells(40).build(), ticker);
    private final CacheMetrics metrics = CacheMetrics.create(application);

    private String scrape(String family) {
        return Scrape.of(application).family(family);
    }

    @Test
    void lookUpsAreByBackendAndByCache() {
        CacheRecorder books = metrics.cache("books", "caffeine");
        CacheRecorder authors = metrics.cache("authors", "caffeine");
        books.ended(books.begin(), CacheEvent.HIT);
        books.ended(books.begin(), CacheEvent.MISS);
        authors.ended(authors.begin(), CacheEvent.HIT);
        authors.ended(authors.begin(), CacheEvent.ERROR);

        assertThat(scrape("django_cache_get_total")).isEqualTo("""
                django_cache_get_total{backend="caffeine"} 4.0
                """);
        assertThat(scrape("django_cache_get_hits_total")).isEqualTo("""
                django_cache_get_hits_total{backend="caffeine"} 2.0
                """);
        assertThat(scrape("django_cache_get_misses_total")).isEqualTo("""
                django_cache_get_misses_total{backend="caffeine"} 1.0
                """);
        assertThat(scrape("django_cache_get_fail_total")).isEqualTo("""
                django_cache_get_fail_total{backend="caffeine"} 1.0
                """);
        assertThat(scrape("django_cache_hits_total")).isEqualTo("""
                django_cache_hits_total{cache_name="books"} 1.0
                django_cache_hits_total{cache_name="authors"} 1.0
                """);
        assertThat(scrape("django_cache_misses_total")).isEqualTo("""
                django_cache_misses_total{cache_name="books"} 1.0
                """);
        assertThat(scrape("cache_gets_total")).isEqualTo("""
                cache_gets_total{cache_name="books",backend="caffeine",result="hit"} 1.0
                cache_gets_total{cache_name="books",backend="caffeine",result="miss"} 1.0
                cache_gets_total{cache_name="authors",backend="caffeine",result="hit"} 1.0
                cache_gets_total{cache_name="authors",backend="caffeine",result="error"} 1.0
                """);
    }

    @Test
    void everythingElseIsByCache() {
        CacheRecorder books = metrics.cache("books", "caffeine");
        books.count(CacheEvent.SET);
        books.count(CacheEvent.SET);
        books.count(CacheEvent.DELETE);
        books.count(CacheEvent.LOAD);
        books.count(CacheEvent.LOAD_FAILURE);
        books.count(CacheEvent.EVICTION_SIZE, 3);

        assertThat(scrape("django_cache_sets_total")).isEqualTo("""
                django_cache_sets_total{cache_name="books"} 2.0
                """);
        assertThat(scrape("django_cache_deletes_total")).isEqualTo("""
                django_cache_deletes_total{cache_name="books"} 1.0
                """);
        assertThat(scrape("django_cache_loads_total")).isEqualTo("""
                django_cache_loads_total{cache_name="books",result="success"} 1.0
                django_cache_loads_total{cache_name="books",result="failure"} 1.0
                """);
        assertThat(scrape("django_cache_evictions_total")).isEqualTo("""
                django_cache_evictions_total{cache_name="books",cause="size"} 3.0
                """);
        assertThat(scrape("django_cache_gets_total")).isEmpty();
    }

    @Test // C27
    void onlyRemoteLookUpsAreTimed() {
        CacheRecorder local = metrics.cache("local", "caffeine");
        CacheRecorder remote = metrics.remoteCache("remote", "redis");
        long localBegun = local.begin();
        long remoteBegun = remote.begin();
        ticker.advance(Duration.ofMillis(2));
        local.ended(localBegun, CacheEvent.HIT);
        remote.ended(remoteBegun, CacheEvent.HIT);

        assertThat(scrape("django_cache_lookup_seconds"))
                .doesNotContain("local")
                .contains("django_cache_lookup_seconds_bucket{cache_name=\"remote\",le=\"0.001\"} 0.0")
                .contains("django_cache_lookup_seconds_bucket{cache_name=\"remote\",le=\"0.0025\"} 1.0")
                .contains("django_cache_lookup_seconds_sum{cache_name=\"remote\"} 0.002");
    }

    @Test // C27
    void theOthersAreTimedIfSomebodySaysSo() {
        Application timing =
                Application.of(Settings.builder().timeInProcessCaches(true).build(), ticker);
        CacheRecorder local = CacheMetrics.create(timing).cache("local", "caffeine");
        long begun = local.begin();
        ticker.advance(Duration.ofMillis(2));
        local.ended(begun, CacheEvent.HIT);

        assertThat(Scrape.of(timing).value("django_cache_lookup_seconds_sum{cache_name=\"local\"}"))
                .isEqualTo(0.002);
    }

    @Test // C5
    void manyKeysAreALookUpEachAndTakeTheirTimeOnce() {
        CacheRecorder remote = metrics.remoteCache("remote", "redis");
        long begun = remote.begin();
        ticker.advance(Duration.ofMillis(2));
        remote.endedMany(begun, 2, 3);
        remote.endedMany(begun, 0, 4);
        remote.endedMany(begun, CacheEvent.ERROR, 5);
        remote.endedMany(begun, 0, 0);

        assertThat(scrape("django_cache_gets_total")).isEqualTo("""
                django_cache_gets_total{cache_name="remote",backend="redis",result="hit"} 2.0
                django_cache_gets_total{cache_name="remote",backend="redis",result="miss"} 7.0
                django_cache_gets_total{cache_name="remote",backend="redis",result="error"} 5.0
                """);
        assertThat(Scrape.of(application).value("django_cache_lookup_seconds_count{cache_name=\"remote\"}"))
                .isEqualTo(3);
    }

    @Test
    void lookUpsAddToTheRequestOnTheirThread() {
        CacheRecorder books = metrics.cache("books", "caffeine");
        application.tally().open();
        books.ended(books.begin(), CacheEvent.HIT);
        books.ended(books.begin(), CacheEvent.ERROR);
        books.looked(CacheEvent.MISS, 2);
        application.tally().close();
        books.ended(books.begin(), CacheEvent.HIT);

        assertThat(application.tally().amount(Entry.CACHE_HITS)).isEqualTo(1);
        assertThat(application.tally().amount(Entry.CACHE_MISSES)).isEqualTo(2);
        assertThat(application.tally().amount(Entry.CACHE_ERRORS)).isEqualTo(1);
    }

    @Test
    void aRecorderThatFailsIsCountedAndNotNoticed() {
        Application failing = Application.of(Settings.create(), () -> {
            throw new IllegalStateException("no clock");
        });
        CacheRecorder remote = CacheMetrics.create(failing).remoteCache("books", "redis");

        remote.ended(remote.begin(), CacheEvent.HIT);

        Scrape page = Scrape.of(failing);
        assertThat(page.value("django_cache_hits_total{cache_name=\"books\"}")).isEqualTo(1);
        assertThat(page.value("narthex_instrumentation_errors_total{instrumentation=\"cache\"}"))
                .isEqualTo(2);
    }

    @Test // C16
    void cachesThatComeTooLateShareOneName() {
        for (int i = 0; i < 10_000; i++) {
            CacheRecorder tenant = metrics.cache("tenant-" + i, "caffeine");
            tenant.ended(tenant.begin(), CacheEvent.HIT);
        }

        assertThat(scrape("django_cache_hits_total").lines()).hasSize(41).contains("""
                django_cache_hits_total{cache_name="<other>"} 9960.0""");
        assertThat(scrape("django_cache_get_hits_total")).isEqualTo("""
                django_cache_get_hits_total{backend="caffeine"} 10000.0
                """);
    }

    @Test
    void sizesArePublishedWhileTheCacheIsInUse() throws InterruptedException {
        Map<String, String> cache = new HashMap<>(Map.of("a", "1", "b", "2"));
        metrics.cache("books", "map").estimatesEntries(cache, Map::size);
        assertThat(scrape("django_cache_entries")).isEqualTo("""
                django_cache_entries{cache_name="books"} 2.0
                """);

        cache = null;
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!scrape("django_cache_entries").isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            System.gc();
            Thread.sleep(10);
        }
        assertThat(cache).isNull();
    }

    @Test
    void anApplicationHasOne() {
        assertThatThrownBy(() -> CacheMetrics.create(application))
                .hasMessageContaining("an application must have one instrumentation of a kind: cache");
    }
}
