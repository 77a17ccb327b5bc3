// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.core.TraceContext;
import dev.narthex.testkit.ManualTicker;
import dev.narthex.testkit.Scrape;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    private final ManualTicker ticker = ManualTicker.create();
    private final Application application = Application.of(Settings.create(), ticker);
    private final HttpMetrics metrics = HttpMetrics.create(application);

    private String scrape(String family) {
        return Scrape.of(application).family(family);
    }

    private double value(String sample) {
        return Scrape.of(application).value(sample);
    }

    private Exchange entered(String view) {
        Exchange exchange = metrics.arrive("GET", "http");
        exchange.enter("http");
        exchange.view(metrics.view(view, "/" + view));
        return exchange;
    }

    @Test
    void completedRequestIsInEveryFamilyOfItsNaming() {
        Exchange exchange = entered("home");
        exchange.template("shop/home.html");
        exchange.contentType("text/html;charset=UTF-8");
        exchange.complete(200);

        assertThat(scrape("django_http_requests_total")).isEqualTo("""
                django_http_requests_total{method="GET",view="home"} 1.0
                """);
        assertThat(scrape("django_http_responses_total_by_status_view_method_total"))
                .isEqualTo("""
                django_http_responses_total_by_status_view_method_total{status="200",view="home",method="GET"} 1.0
                """);
        assertThat(scrape("django_http_responses_total_by_templatename_total")).isEqualTo("""
                django_http_responses_total_by_templatename_total{templatename="shop/home.html"} 1.0
                """);
        assertThat(scrape("django_http_responses_total_by_charset_total")).isEqualTo("""
                django_http_responses_total_by_charset_total{charset="utf-8"} 1.0
                """);
    }

    /** Somebody else's failure costs neither a count nor a time of the request. */
    @Test
    void aTracerThatFailsCostsItsExemplarAlone() {
        Application traced = Application.of(Settings.create(), ticker, new TraceContext() {
            private int asked;

            @Override
            public Object currentSpan() {
                if (asked++ == 0) {
                    throw new IllegalStateException("on purpose");
                }
                return this;
            }

            @Override
            public String traceId(Object span) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public String spanId(Object span) {
                return "b7ad6b7169203331";
            }
        });
        HttpMetrics http = HttpMetrics.create(traced);
        for (int request = 0; request < 2; request++) {
            Exchange exchange = http.arrive("GET", "http");
            exchange.enter("http");
            exchange.view(http.view("home", "/home"));
            exchange.trace();
            exchange.leave();
            exchange.complete(200);
        }

        Scrape page = Scrape.of(traced);
        assertThat(page.value("django_http_requests_total{method=\"GET\",view=\"home\"}"))
                .isEqualTo(2);
        assertThat(page.value(
                        "django_http_requests_latency_seconds_by_view_method_count{view=\"home\",method=\"GET\"}"))
                .isEqualTo(2);
        assertThat(page.value("narthex_instrumentation_errors_total{instrumentation=\"traces\"}"))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void familiesWithoutLabelsAreThereAtZeroFromTheStart() {
        assertThat(scrape("django_http_requests_before_middlewares_total")).isEqualTo("""
                django_http_requests_before_middlewares_total 0.0
                """);
        assertThat(scrape("django_http_responses_body_total_bytes"))
                .hasLineCount(34)
                .endsWith("""
                django_http_responses_body_total_bytes_bucket{le="2.68435456e+08"} 0.0
                django_http_responses_body_total_bytes_bucket{le="5.36870912e+08"} 0.0
                django_http_responses_body_total_bytes_bucket{le="+Inf"} 0.0
                django_http_responses_body_total_bytes_sum 0.0
                django_http_responses_body_total_bytes_count 0.0
                """);
        assertThat(scrape("django_http_requests_total_by_method_total")).isEmpty();
    }

    @Test
    void latenciesBeginAtArrivalAndAtEntry() {
        Exchange exchange = metrics.arrive("GET", "http");
        ticker.advance(Duration.ofMillis(5));
        exchange.enter("http");
        exchange.view(metrics.view("home", "/"));
        ticker.advance(Duration.ofMillis(30));
        exchange.leave();
        ticker.advance(Duration.ofMillis(40));
        exchange.complete(200);

        assertThat(value("django_http_requests_latency_including_middlewares_seconds_sum"))
                .isEqualTo(0.075);
        assertThat(value("django_http_requests_latency_including_middlewares_seconds_bucket{le=\"0.05\"}"))
                .isEqualTo(0);
        assertThat(value("django_http_requests_latency_including_middlewares_seconds_bucket{le=\"0.075\"}"))
                .isEqualTo(1);
        assertThat(value("django_http_requests_latency_seconds_by_view_method_sum{view=\"home\",method=\"GET\"}"))
                .isEqualTo(0.030);
    }

    @Test
    void requestWithoutAViewIsUnnamed() {
        Exchange exchange = metrics.arrive("GET", "http");
        exchange.enter("http");
        exchange.complete(404);

        assertThat(scrape("django_http_responses_total_by_status_view_method_total"))
                .isEqualTo("""
                django_http_responses_total_by_status_view_method_total{status="404",view="<unnamed view>",method="GET"} 1.0
                """);
        assertThat(scrape("django_http_requests_total_by_view_transport_method_total"))
                .isEqualTo("""
                django_http_requests_total_by_view_transport_method_total{view="<unnamed view>",transport="http",method="GET"} 1.0
                """);
    }

    @Test
    void requestThatAFilterAnsweredIsShortCircuited() {
        metrics.arrive("GET", "http").complete(429);

        assertThat(scrape("django_http_responses_short_circuited_total")).isEqualTo("""
                django_http_responses_short_circuited_total{status="429"} 1.0
                """);
        assertThat(scrape("django_http_responses_total_by_status_total")).isEmpty();
        assertThat(value("django_http_responses_before_middlewares_total")).isEqualTo(1);
        assertThat(value("django_http_requests_latency_seconds_count")).isEqualTo(0);
    }

    @Test
    void hangingRequestIsInFlightAndInTheCountersOfItsMoments() {
        Exchange exchange = entered("slow");

        assertThat(scrape("django_http_requests_in_flight")).isEqualTo("""
                django_http_requests_in_flight{method="GET"} 1.0
                """);
        assertThat(value("django_http_requests_total_by_view_transport_method_total{view=\"slow\",transport=\"http\","
                        + "method=\"GET\"}"))
                .isEqualTo(1);
        assertThat(scrape("django_http_requests_total")).isEmpty();
        exchange.complete(200);
        assertThat(value("django_http_requests_in_flight{method=\"GET\"}")).isEqualTo(0);
    }

    /** A46. */
    @Test
    void forwardedSchemeChangesTheTransportAlone() {
        Exchange exchange = metrics.arrive("GET", "http");
        exchange.enter("https");
        exchange.complete(200);

        assertThat(scrape("django_http_requests_total_by_transport_total")).isEqualTo("""
                django_http_requests_total_by_transport_total{transport="https"} 1.0
                """);
        assertThat(value("django_http_requests_in_flight{method=\"GET\"}")).isEqualTo(0);
    }

    @Nested
    class Streams {

        /** A10. */
        @Test
        void lastInAHistogramOfTheirOwn() {
            Exchange exchange = entered("events");
            ticker.advance(Duration.ofMinutes(2));
            exchange.contentType("text/event-stream;charset=UTF-8");
            exchange.complete(200);

            assertThat(value("django_http_stream_duration_seconds_bucket{view=\"events\",le=\"300.0\"}"))
                    .isEqualTo(1);
            assertThat(value("django_http_stream_duration_seconds_bucket{view=\"events\",le=\"60.0\"}"))
                    .isEqualTo(0);
            assertThat(value("django_http_responses_streaming_total")).isEqualTo(1);
            assertThat(value("django_http_requests_latency_including_middlewares_seconds_count"))
                    .isEqualTo(0);
            assertThat(value("django_http_requests_latency_seconds_count")).isEqualTo(0);
            assertThat(scrape("django_http_requests_latency_seconds_by_view_method"))
                    .isEmpty();
        }
    }

    @Nested
    class Statuses {

        /** A23. */
        @Test
        void impossibleOnesShareALabel() {
            metrics.arrive("GET", "http").complete(0);
            metrics.arrive("GET", "http").complete(799);
            metrics.arrive("GET", "http").complete(-1);

            assertThat(scrape("django_http_responses_short_circuited_total")).isEqualTo("""
                    django_http_responses_short_circuited_total{status="other"} 3.0
                    """);
        }

        @Test
        void secondCompletionChangesNothing() {
            Exchange exchange = entered("home");
            exchange.complete(200);
            exchange.complete(500);

            assertThat(scrape("django_http_responses_total_by_status")).isEqualTo("""
                    django_http_responses_total_by_status{status="200"} 1.0
                    """);
        }
    }

    @Nested
    class Bounded {

        /** A28. */
        @Test
        void inventedMethodsShareALabel() {
            for (int i = 0; i < 1_000; i++) {
                Exchange exchange = metrics.arrive("BREW" + i, "http");
                exchange.enter("http");
                exchange.complete(200);
            }

            assertThat(scrape("django_http_requests_total_by_method_total")).isEqualTo("""
                    django_http_requests_total_by_method_total{method="<invalid method>"} 1000.0
                    """);
        }

        /** A22. */
        @Test
        void exceptionsHaveTheNamesOfTheSource() {
            raise(new IllegalStateException());
            raise(new IllegalStateException() {});
            raise(new CompletionException(new IllegalStateException()));
            raise(new CompletionException(null));

            assertThat(scrape("django_http_exceptions_total_by_type_total")).isEqualTo("""
                    django_http_exceptions_total_by_type_total{type="IllegalStateException"} 3.0
                    django_http_exceptions_total_by_type_total{type="CompletionException"} 1.0
                    """);
            assertThat(scrape("django_http_exceptions_total_by_view_total")).isEqualTo("""
                    django_http_exceptions_total_by_view_total{view="boom"} 4.0
                    """);
        }

        private void raise(Throwable thrown) {
            Exchange exchange = entered("boom");
            exchange.exception(thrown);
            exchange.complete(500);
        }

        @Test
        void viewsBeyondTheLimitShareOne() {
            Application small = Application.of(Settings.builder().maxCells(10).build());
            HttpMetrics few = HttpMetrics.create(small);
            for (int i = 0; i < 100; i++) {
                few.view("view-" + i, null);
            }

            assertThat(few.view("one more", null).name()).isEqualTo("<other>");
            assertThat(few.view("view-1", null).name()).isEqualTo("view-1");
        }
    }

    @Nested
    class Charsets {

        @Test
        void areTheParameterOfTheContentTypeInLowerCase() {
            assertThat(ContentType.parse("text/html; charset=\"ISO-8859-1\"").charset())
                    .isEqualTo("iso-8859-1");
            assertThat(ContentType.parse("text/html;level=1;Charset=Latin-1;q=1")
                            .charset())
                    .isEqualTo("latin-1");
            assertThat(ContentType.parse("image/png").charset()).isEqualTo("utf-8");
            assertThat(ContentType.parse("text/html; charset=").charset()).isEqualTo("utf-8");
            assertThat(ContentType.parse(";;;").charset()).isEqualTo("utf-8");
        }
    }

    @Nested // A3
    class ProvisionalEnds {

        private static final long SECOND = 1_000_000_000L;

        private final Exchange exchange = entered("home");

        private double completed() {
            return value("django_http_responses_before_middlewares_total");
        }

        @Test
        void areTheEndWhenNothingMoreIsHeard() {
            ticker.advance(Duration.ofMillis(20));
            exchange.endUnlessResumed(503, 0, SECOND);
            ticker.advance(Duration.ofMillis(999));
            assertThat(completed()).isZero();
            assertThat(value("django_http_requests_in_flight{method=\"GET\"}")).isEqualTo(1);

            ticker.advance(Duration.ofSeconds(60));

            assertThat(value("django_http_responses_total_by_status_total{status=\"503\"}"))
                    .isEqualTo(1);
            assertThat(value("django_http_requests_in_flight{method=\"GET\"}")).isZero();
            assertThat(value("django_http_requests_latency_including_middlewares_seconds_sum"))
                    .isEqualTo(0.020); // when it ended, not when somebody looked
        }

        @Test
        void areTakenBackWhenMoreIsHeard() {
            exchange.endUnlessResumed(500, 0, SECOND);
            exchange.resume();
            ticker.advance(Duration.ofSeconds(60));
            assertThat(completed()).isZero();

            exchange.complete(418);

            assertThat(scrape("django_http_responses_total_by_status_total")).isEqualTo("""
                    django_http_responses_total_by_status_total{status="418"} 1.0
                    """);
        }

        @Test
        void giveWayToTheRealEnd() {
            exchange.endUnlessResumed(500, 0, SECOND);
            exchange.complete(418);
            ticker.advance(Duration.ofSeconds(60));

            assertThat(scrape("django_http_responses_total_by_status_total")).isEqualTo("""
                    django_http_responses_total_by_status_total{status="418"} 1.0
                    """);
        }

        @Test
        void areReplacedByLaterOnes() {
            exchange.endUnlessResumed(500, 0, SECOND);
            exchange.endUnlessResumed(504, 30 * SECOND, SECOND);
            ticker.advance(Duration.ofSeconds(30));
            assertThat(completed()).isZero();
            ticker.advance(Duration.ofSeconds(1));

            assertThat(value("django_http_responses_total_by_status_total{status=\"504\"}"))
                    .isEqualTo(1);
        }

        @Test
        void areSettledByTheNextRequestWhereNobodyScrapes() {
            exchange.endUnlessResumed(500, 0, SECOND);
            ticker.advance(Duration.ofSeconds(60));
            assertThat(exchange.completed()).isFalse();

            metrics.arrive("GET", "http").complete(200);

            assertThat(exchange.completed()).isTrue();
        }
    }

    /** A49. */
    @Test
    void tickerThatStepsBackNeverLowersASum() {
        Exchange exchange = entered("home");
        ticker.advance(Duration.ofSeconds(-5));
        exchange.complete(200);

        assertThat(value("django_http_requests_latency_seconds_sum")).isEqualTo(0);
        assertThat(value("django_http_requests_latency_seconds_count")).isEqualTo(1);
    }

    @Test
    void applicationHasHttpMetricsOnce() {
        assertThatThrownBy(() -> HttpMetrics.create(application))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("http");
    }
}
