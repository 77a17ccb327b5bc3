// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.testkit.ManualTicker;
import dev.narthex.testkit.Scrape;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A naming is not a prefix: it has families, labels, words and bounds of its own, over the same cells. */
class NamingTest {

    private final ManualTicker ticker = ManualTicker.create();

    private Application serve(Settings settings) {
        Application application = Application.of(settings, ticker);
        HttpMetrics metrics = HttpMetrics.create(application);
        request(metrics, "GET", 200, 7);
        request(metrics, "GET", 200, 7);
        request(metrics, "BREW", 503, 20);
        metrics.arrive("GET", "http").complete(0);
        return application;
    }

    private void request(HttpMetrics metrics, String method, int status, int millis) {
        Exchange exchange = metrics.arrive(method, "http");
        exchange.enter("http");
        exchange.view(metrics.view("book-detail", "/books/{id}/"));
        ticker.advance(Duration.ofMillis(millis));
        exchange.complete(status);
    }

    @Test
    void otelAndDjangoRollUpTheSameCells() {
        Scrape page = Scrape.of(
                serve(Settings.builder().naming(List.of("django", "otel")).build()));

        String book = "http_request_method=\"GET\",url_scheme=\"http\",http_response_status_code=\"200\","
                + "http_route=\"/books/{id}/\"";
        assertThat(page.value("http_server_request_duration_seconds_count{" + book + "}"))
                .isEqualTo(2);
        assertThat(page.value("http_server_request_duration_seconds_bucket{" + book + ",le=\"0.005\"}"))
                .isEqualTo(0);
        assertThat(page.value("http_server_request_duration_seconds_bucket{" + book + ",le=\"0.01\"}"))
                .isEqualTo(2);
        assertThat(page.value("http_server_request_duration_seconds_sum{" + book + "}"))
                .isEqualTo(0.014);
        assertThat(page.value("django_http_responses_total_by_status_view_method_total{status=\"200\","
                        + "view=\"book-detail\",method=\"GET\"}"))
                .isEqualTo(2);
        assertThat(page.total("http_server_request_duration_seconds_count"))
                .isEqualTo(page.total("django_http_requests_total"))
                .isEqualTo(4);
    }

    @Test
    void otelHasItsOwnWordsAndLeavesOutWhatIsUnknown() {
        Scrape page = Scrape.of(serve(Settings.builder().naming(List.of("otel")).build()));

        assertThat(page.text()).contains("""
                http_server_request_duration_seconds_count{http_request_method="_OTHER",url_scheme="http",\
                http_response_status_code="503",http_route="/books/{id}/",error_type="503"} 1.0
                """).contains("""
                http_server_request_duration_seconds_count{http_request_method="GET",url_scheme="http",error_type="_OTHER"} 1.0
                """);
        assertThat(page.family("http_server_active_requests")).isEqualTo("""
                http_server_active_requests{http_request_method="GET",url_scheme="http"} 0.0
                http_server_active_requests{http_request_method="_OTHER",url_scheme="http"} 0.0
                """);
        assertThat(page.families()).noneMatch(family -> family.startsWith("django_"));
    }

    @Test
    void prefixAndNamespaceStandInFrontOfEveryFamily() {
        Scrape page = Scrape.of(
                serve(Settings.builder().prefix("web").namespace("shop").build()));

        assertThat(page.families().stream().filter(family -> !family.startsWith("narthex_")))
                .isNotEmpty()
                .allMatch(family -> family.startsWith("shop_web_http_"));
    }

    @Test
    void customLabelsAreOnTheFamiliesByViewAndChangeNoTotal() {
        Application application = Application.of(
                Settings.builder()
                        .naming(List.of("django", "otel"))
                        .maxCells(100)
                        .build(),
                ticker);
        HttpMetrics metrics = HttpMetrics.create(application, List.of("plan", "region"));
        for (int i = 0; i < 1_000; i++) {
            Exchange exchange = metrics.arrive("GET", "http");
            exchange.enter("http");
            exchange.view(metrics.view("book-list", "/books/"));
            exchange.labels(List.of(i % 2 == 0 ? "free" : "<none>", "eu" + i / 500));
            exchange.complete(200);
        }
        for (int i = 0; i < 1_000; i++) {
            Exchange exchange = metrics.arrive("GET", "http");
            exchange.enter("http");
            exchange.labels(List.of("plan " + i, "x"));
            exchange.complete(404);
        }
        Scrape page = Scrape.of(application);

        assertThat(page.value(
                        "django_http_requests_total{method=\"GET\",view=\"book-list\",plan=\"free\",region=\"eu0\"}"))
                .isEqualTo(250);
        assertThat(page.value("django_http_requests_total{method=\"GET\",view=\"book-list\",region=\"eu1\"}"))
                .isEqualTo(250);
        assertThat(page.value("django_http_requests_latency_seconds_by_view_method_count{view=\"book-list\","
                        + "method=\"GET\",plan=\"free\",region=\"eu1\"}"))
                .isEqualTo(250);
        assertThat(page.total("django_http_requests_total")).isEqualTo(2_000);
        assertThat(page.total("http_server_request_duration_seconds_count")).isEqualTo(2_000);
        assertThat(page.value("django_http_responses_total_by_status_total{status=\"404\"}"))
                .isEqualTo(1_000);
        assertThat(page.family("django_http_requests_total").lines().count()).isLessThan(110);
        assertThat(page.text()).contains("plan=\"<other>\"");
    }

    @Test
    void customLabelThatAFamilyHasIsRefused() {
        assertThatThrownBy(() -> HttpMetrics.create(Application.of(Settings.create()), List.of("view")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a label must be there once: 'view' of django_http_requests_latency_seconds_by_view_method;"
                        + " choose another name");
    }

    @Test
    void constantLabelsStandBehindTheOwnOnesOfEverySeries() {
        Scrape page = Scrape.of(serve(Settings.builder()
                .naming(List.of("django", "otel"))
                .constantLabels("app=shop, region=eu")
                .build()));

        assertThat(page.family("django_http_ajax_requests_total"))
                .isEqualTo("django_http_ajax_requests_total{app=\"shop\",region=\"eu\"} 0.0\n");
        assertThat(page.family("django_http_requests_in_flight")).startsWith("""
                django_http_requests_in_flight{method="GET",app="shop",region="eu"} 0.0
                """);
        assertThat(page.samples().keySet()).allMatch(sample -> sample.contains("app=\"shop\""));
    }

    @Test
    void familiesThatNobodyWantsAreNotThereAndTheOthersAreAsBefore() {
        Application all = serve(Settings.create());
        Application some = serve(Settings.builder()
                .includeFamilies(List.of("django_http_re*"))
                .excludeFamilies(List.of("*_bytes", "*_by_view_method"))
                .build());

        assertThat(Scrape.of(some).families())
                .contains("django_http_requests_total", "django_http_requests_latency_seconds")
                .allMatch(family -> family.startsWith("django_http_re"))
                .noneMatch(family -> family.endsWith("_bytes") || family.endsWith("_by_view_method"));
        for (String family : Scrape.of(some).families()) {
            assertThat(Scrape.of(some).family(family))
                    .as(family)
                    .isEqualTo(Scrape.of(all).family(family));
        }
    }

    @Test
    void bodyBucketsAreTheUsers() {
        Scrape page = Scrape.of(serve(Settings.builder()
                .naming(List.of("django", "otel"))
                .bodyBuckets(0, 1024)
                .build()));

        assertThat(page.family("django_http_responses_body_total_bytes"))
                .contains("le=\"0.0\"", "le=\"1024.0\"", "le=\"+Inf\"")
                .hasLineCount(5);
    }

    @Test
    void latencyBucketsAreTheUsersAndOtelKeepsItsOwn() {
        Scrape page = Scrape.of(serve(Settings.builder()
                .naming(List.of("django", "otel"))
                .latencyBuckets(0.015, 2)
                .build()));

        assertThat(page.family("django_http_requests_latency_seconds")).isEqualTo("""
                django_http_requests_latency_seconds_bucket{le="0.015"} 2.0
                django_http_requests_latency_seconds_bucket{le="2.0"} 3.0
                django_http_requests_latency_seconds_bucket{le="+Inf"} 3.0
                django_http_requests_latency_seconds_sum 0.034
                django_http_requests_latency_seconds_count 3.0
                """);
        assertThat(page.family("http_server_request_duration_seconds"))
                .contains("le=\"0.005\"", "le=\"7.5\"")
                .doesNotContain("le=\"0.015\"");
    }
}
