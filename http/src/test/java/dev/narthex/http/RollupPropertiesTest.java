// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.core.RequestTally;
import dev.narthex.core.Settings;
import dev.narthex.export.MetricsPage;
import dev.narthex.testkit.ManualTicker;
import dev.narthex.testkit.Scrape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the requests: every family's total is the number of events of its moment, in every naming, in a cube with
 * room and in a full one, while several threads record and a scraper reads (E10, E11, E15).
 */
class RollupPropertiesTest {

    private static final int THREADS = 4;
    private static final int REQUESTS = 1_000;
    private static final String[] METHODS = {"GET", "POST", "PUT", "BREW"};
    private static final String[] CONTENT_TYPES = {
        "text/html;charset=UTF-8", "application/json", "text/event-stream", "image/png"
    };

    /** What one thread has done, to be held against what the page says. */
    private static final class Done {
        long requests;
        long entered;
        long ajax;
        long streams;
        long raised;
        long templates;
        long aborted;
        long requestBodies;
        long responseBodies;
        long queries;
        long cacheGets;

        void add(Done other) {
            requests += other.requests;
            entered += other.entered;
            ajax += other.ajax;
            streams += other.streams;
            raised += other.raised;
            templates += other.templates;
            aborted += other.aborted;
            requestBodies += other.requestBodies;
            responseBodies += other.responseBodies;
            queries += other.queries;
            cacheGets += other.cacheGets;
        }
    }

    private static final List<RequestTally.Entry> LOOKUPS =
            List.of(RequestTally.Entry.CACHE_HITS, RequestTally.Entry.CACHE_MISSES, RequestTally.Entry.CACHE_ERRORS);

    private final ManualTicker ticker = ManualTicker.create();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyFamilyTotalsTheEventsOfItsMoment(long seed) throws InterruptedException {
        int maxCells = seed % 2 == 0 ? 50_000 : 30; // with room, and full
        Application application = Application.of(
                Settings.builder()
                        .naming(List.of("django", "otel"))
                        .maxCells(maxCells)
                        .build(),
                ticker);
        HttpMetrics metrics = HttpMetrics.create(application);
        metrics.tally().announce(RequestTally.Entry.values());
        Scraper scraper = new Scraper(application);
        scraper.start();
        Done done = record(metrics, seed);
        scraper.finish();

        assertThat(scraper.violations).as("seed %s", seed).isEmpty();
        Scrape page = Scrape.of(application);
        assertTotals(page, done, "seed " + seed);
        assertThat(maxCells == 30).as("folded").isEqualTo(page.total("narthex_cells_folded_total") > 0);
    }

    @Test
    void incidentStaysVisibleAfterTheCubeIsFull() {
        Application application = Application.of(Settings.builder().maxCells(50).build(), ticker);
        HttpMetrics metrics = HttpMetrics.create(application);
        for (int i = 0; i < 200; i++) {
            complete(metrics, "view-" + i, 200);
        }
        for (int i = 0; i < 100; i++) {
            complete(metrics, "late-view-" + i, 500);
        }

        Scrape page = Scrape.of(application);
        assertThat(page.value("django_http_responses_total_by_status_total{status=\"500\"}"))
                .isEqualTo(100);
        assertThat(page.value("django_http_responses_total_by_status_total{status=\"200\"}"))
                .isEqualTo(200);
        assertThat(page.value("django_http_responses_total_by_status_view_method_total{status=\"500\","
                        + "view=\"<other>\",method=\"GET\"}"))
                .isEqualTo(100);
        assertThat(page.total("django_http_requests_total")).isEqualTo(300);
    }

    private static void complete(HttpMetrics metrics, String view, int status) {
        Exchange exchange = metrics.arrive("GET", "http");
        exchange.enter("http");
        exchange.view(metrics.view(view, "/" + view));
        exchange.complete(status);
    }

    private Done record(HttpMetrics metrics, long seed) throws InterruptedException {
        List<Done> parts = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed * 1_000 + i);
            Done part = new Done();
            parts.add(part);
            Thread thread = new Thread(() -> {
                for (int request = 0; request < REQUESTS; request++) {
                    one(metrics, random, part);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Done all = new Done();
        parts.forEach(all::add);
        return all;
    }

    private void one(HttpMetrics metrics, Random random, Done done) {
        Exchange exchange =
                metrics.arrive(METHODS[random.nextInt(METHODS.length)], random.nextBoolean() ? "http" : "https");
        done.requests++;
        ticker.advance(Duration.ofMillis(random.nextInt(5)));
        if (random.nextInt(10) > 0) {
            pass(metrics, exchange, random, done);
        } else if (random.nextInt(10) == 0) {
            exchange.abort();
            done.aborted++;
        }
        int status = random.nextInt(50) == 0 ? 799 : 100 * (2 + random.nextInt(4));
        exchange.complete(status);
        exchange.complete(500); // a second callback changes nothing
    }

    private void pass(HttpMetrics metrics, Exchange exchange, Random random, Done done) {
        boolean ajax = random.nextInt(4) == 0;
        String transport = random.nextBoolean() ? "http" : "https";
        if (ajax) {
            exchange.enterAjax(transport);
        } else {
            exchange.enter(transport);
        }
        done.entered++;
        done.ajax += ajax ? 1 : 0;
        if (random.nextInt(8) > 0) {
            int view = random.nextInt(12);
            exchange.view(metrics.view("view-" + view, "/view/" + view));
            exchange.view(metrics.view("error", "/error")); // the first one stands
        }
        if (random.nextInt(3) == 0) {
            exchange.template("page.html");
            done.templates++;
        }
        if (random.nextInt(6) == 0) {
            exchange.exception(new IllegalStateException());
            exchange.exception(new RuntimeException()); // the first one counts
            done.raised++;
        }
        if (random.nextInt(3) > 0) {
            exchange.requestBytes(random.nextInt(1_000_000));
            done.requestBodies++;
        }
        if (random.nextInt(3) > 0) {
            exchange.responseBytes(random.nextInt(10));
            done.responseBodies++;
        }
        spend(metrics.tally(), exchange, random, done);
        ticker.advance(Duration.ofMillis(random.nextInt(50)));
        exchange.leave();
        String contentType = CONTENT_TYPES[random.nextInt(CONTENT_TYPES.length)];
        exchange.contentType(contentType);
        done.streams += contentType.equals("text/event-stream") ? 1 : 0;
    }

    private static void spend(RequestTally tally, Exchange exchange, Random random, Done done) {
        tally.open();
        int queries = random.nextInt(200);
        tally.add(RequestTally.Entry.QUERIES, queries);
        tally.add(RequestTally.Entry.DATABASE_NANOS, queries * 1_000_000_000L);
        done.queries += queries;
        for (RequestTally.Entry result : LOOKUPS) {
            int lookups = random.nextInt(3);
            tally.add(result, lookups);
            done.cacheGets += lookups;
        }
        tally.close();
        exchange.spent(tally);
    }

    private static void assertTotals(Scrape page, Done done, String seed) {
        Map<String, Long> totals = Map.ofEntries(
                Map.entry("django_http_requests_before_middlewares_total", done.requests),
                Map.entry("django_http_responses_before_middlewares_total", done.requests),
                Map.entry(
                        "django_http_requests_latency_including_middlewares_seconds_count",
                        done.requests - done.streams),
                Map.entry("django_http_requests_unknown_latency_including_middlewares_total", 0L),
                Map.entry("django_http_requests_latency_seconds_by_view_method_count", done.entered - done.streams),
                Map.entry("django_http_requests_unknown_latency_total", 0L),
                Map.entry("django_http_ajax_requests_total", done.ajax),
                Map.entry("django_http_requests_total_by_method_total", done.entered),
                Map.entry("django_http_requests_total_by_transport_total", done.entered),
                Map.entry("django_http_requests_total_by_view_transport_method_total", done.entered),
                Map.entry("django_http_requests_body_total_bytes_count", done.requestBodies),
                Map.entry("django_http_responses_total_by_templatename_total", done.templates),
                Map.entry("django_http_responses_total_by_status_total", done.entered),
                Map.entry("django_http_responses_total_by_status_view_method_total", done.entered),
                Map.entry("django_http_responses_body_total_bytes_count", done.responseBodies),
                Map.entry("django_http_responses_total_by_charset_total", done.entered),
                Map.entry("django_http_responses_streaming_total", done.streams),
                Map.entry("django_http_exceptions_total_by_type_total", done.raised),
                Map.entry("django_http_exceptions_total_by_view_total", done.raised),
                Map.entry("django_http_requests_total", done.requests),
                Map.entry("django_http_responses_total_by_status", done.entered),
                Map.entry("django_http_requests_latency_seconds_count", done.entered - done.streams),
                Map.entry("django_http_requests_in_flight", 0L),
                Map.entry("django_http_requests_aborted_total", done.aborted),
                Map.entry("django_http_responses_short_circuited_total", done.requests - done.entered),
                Map.entry("django_http_stream_duration_seconds_count", done.streams),
                Map.entry("django_http_view_db_queries_count", done.entered),
                Map.entry("django_http_view_db_queries_sum", done.queries),
                Map.entry("django_http_view_db_seconds_total", done.queries),
                Map.entry("django_http_view_cache_gets_total", done.cacheGets),
                Map.entry("http_view_db_queries_count", done.entered),
                Map.entry("http_view_db_seconds_total", done.queries),
                Map.entry("http_view_cache_gets_total", done.cacheGets),
                Map.entry("http_server_request_duration_seconds_count", done.requests),
                Map.entry("http_server_active_requests", 0L),
                Map.entry("http_server_request_body_size_bytes_count", done.requestBodies),
                Map.entry("http_server_response_body_size_bytes_count", done.responseBodies));
        totals.forEach((name, expected) ->
                assertThat(page.total(name)).as("%s, %s", seed, name).isEqualTo((double) expected));
        List<String> untested = page.families().stream()
                .filter(family -> !family.startsWith("narthex_"))
                .filter(family -> !totals.containsKey(family) && !totals.containsKey(family + "_count"))
                .toList();
        assertThat(untested).as("families without a total").isEmpty();
    }

    /** Scrapes as fast as it can and remembers what must never be seen. */
    private static final class Scraper extends Thread {

        private final MetricsPage page;
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final List<String> violations = new ArrayList<>();

        Scraper(Application application) {
            this.page = MetricsPage.of(application); // one for all scrapes: it lays out only what is new
        }

        @Override
        public void run() {
            Map<String, Double> before = Map.of();
            while (!stopped.get()) {
                Map<String, Double> now = scrape();
                compare(before, now);
                before = now;
            }
        }

        private Map<String, Double> scrape() {
            try (MetricsPage.Rendered rendered = page.render()) {
                return Scrape.parse(rendered.text()).samples();
            }
        }

        void finish() throws InterruptedException {
            stopped.set(true);
            join();
        }

        private void compare(Map<String, Double> before, Map<String, Double> now) {
            now.forEach((sample, value) -> {
                boolean gauge = sample.contains("_in_flight") || sample.contains("_active_requests");
                if (gauge ? value < 0 : value < before.getOrDefault(sample, 0.0)) {
                    violations.add(sample + ": " + before.get(sample) + " then " + value);
                }
                if (sample.contains("le=\"+Inf\"")) {
                    String count = sample.replace("_bucket{", "_count{")
                            .replace(",le=\"+Inf\"", "")
                            .replace("le=\"+Inf\",", "")
                            .replace("{le=\"+Inf\"}", "");
                    if (!value.equals(now.get(count))) {
                        violations.add(sample + " is " + value + " but " + count + " is " + now.get(count));
                    }
                }
            });
        }
    }
}
