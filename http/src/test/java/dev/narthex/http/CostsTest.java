// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.core.RequestTally;
import dev.narthex.core.RequestTally.Entry;
import dev.narthex.core.Settings;
import dev.narthex.testkit.ManualTicker;
import dev.narthex.testkit.Scrape;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a request costs elsewhere, by view. */
class CostsTest {

    private final Application application =
            Application.of(Settings.builder().naming(Set.of("django", "otel")).build(), ManualTicker.create());
    private final HttpMetrics metrics = HttpMetrics.create(application);
    private final RequestTally tally = application.tally();

    private Exchange entered(String view) {
        Exchange exchange = metrics.arrive("GET", "http");
        tally.open();
        exchange.enter("http");
        exchange.view(metrics.view(view, "/" + view));
        return exchange;
    }

    private void leave(Exchange exchange) {
        tally.close();
        exchange.spent(tally);
        exchange.leave();
    }

    private String scrape(String family) {
        return Scrape.of(application).family(family);
    }

    private double value(String sample) {
        return Scrape.of(application).value(sample);
    }

    @Test
    void whatNoFeatureMeasuresIsAbsent() {
        Exchange exchange = entered("home");
        leave(exchange);
        exchange.complete(200);

        assertThat(scrape("django_http_view_db_queries")).isEmpty();
        assertThat(scrape("django_http_view_db_seconds_total")).isEmpty();
        assertThat(scrape("django_http_view_cache_gets_total")).isEmpty();
    }

    @Test
    void requestWithoutAQueryIsObservedWithNone() {
        tally.announce(Entry.QUERIES, Entry.DATABASE_NANOS);
        Exchange exchange = entered("home");
        leave(exchange);
        exchange.complete(200);

        assertThat(value("django_http_view_db_queries_bucket{view=\"home\",le=\"0.0\"}"))
                .isEqualTo(1);
        assertThat(scrape("django_http_view_db_seconds_total")).isEqualTo("""
                django_http_view_db_seconds_total{view="home"} 0.0
                """);
    }

    @Test
    void allThreadsOfARequestAddUp() {
        tally.announce(Entry.QUERIES, Entry.DATABASE_NANOS);
        Exchange exchange = entered("home");
        tally.add(Entry.QUERIES, 40);
        tally.add(Entry.DATABASE_NANOS, 250_000_000);
        leave(exchange);
        tally.open(); // an async dispatch
        tally.add(Entry.QUERIES, 2);
        tally.add(Entry.DATABASE_NANOS, 500_000_000);
        leave(exchange);
        exchange.complete(200);

        assertThat(value("django_http_view_db_queries_count{view=\"home\"}")).isEqualTo(1);
        assertThat(value("django_http_view_db_queries_sum{view=\"home\"}")).isEqualTo(42);
        assertThat(value("django_http_view_db_seconds_total{view=\"home\"}")).isEqualTo(0.75);
        assertThat(value("http_view_db_seconds_total{view=\"home\"}")).isEqualTo(0.75);
    }

    @Test
    void requestThatWasAnsweredByAFilterHasNoQueries() {
        tally.announce(Entry.QUERIES);
        metrics.arrive("GET", "http").complete(403);

        assertThat(scrape("django_http_view_db_queries")).isEmpty();
    }

    @Test
    void cacheLookUpsBelongToTheViewThatMadeThem() {
        tally.announce(Entry.CACHE_HITS, Entry.CACHE_MISSES, Entry.CACHE_ERRORS);
        Exchange exchange = entered("home");
        tally.add(Entry.CACHE_HITS, 3);
        tally.add(Entry.CACHE_MISSES, 1);
        tally.add(Entry.CACHE_ERRORS, 2);
        leave(exchange);
        exchange.complete(200);

        assertThat(scrape("django_http_view_cache_gets_total")).isEqualTo("""
                django_http_view_cache_gets_total{view="home",result="hit"} 3.0
                django_http_view_cache_gets_total{view="home",result="miss"} 1.0
                django_http_view_cache_gets_total{view="home",result="error"} 2.0
                """);
        assertThat(scrape("django_http_view_db_queries")).isEmpty();
    }
}
