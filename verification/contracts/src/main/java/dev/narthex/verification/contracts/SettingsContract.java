// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.ViewContract.BY_STATUS;
import static dev.narthex.verification.contracts.ViewContract.BY_VIEW;
import static dev.narthex.verification.contracts.ViewContract.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.narthex.core.Application;
import dev.narthex.core.SettingException;
import dev.narthex.core.Settings;
import dev.narthex.export.MetricsPage;
import dev.narthex.http.HttpMetrics;
import dev.narthex.testkit.Scrape;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Every setting does what it says, and fails the start if it is wrong; what is ours can be switched off and gives way to
 * the user's beans. The class is a list of cases.
 */
public abstract class SettingsContract {

    protected SettingsContract() {}

    @Nested
    class Scrapes {

        @Test // A44, A50
        void areCountedWhenAskedForAndFoundBelowTheContextPath() throws Exception {
            try (RunningApplication shop = RunningApplication.start(
                    SettingsApplication.class,
                    "server.servlet.context-path=/shop",
                    "narthex.http.count-scrapes=true",
                    "narthex.naming=django,otel")) {
                shop.client().get("/shop/books/1");
                shop.scrape();
                Scrape page =
                        shop.scrapeWhen("both requests must have completed", scrape -> scrape.total(REQUESTS) >= 2);

                assertThat(page.value(REQUESTS + "{view=\"book-detail\",method=\"GET\"}"))
                        .isEqualTo(1);
                assertThat(page.value(REQUESTS + "{view=\"prometheus-django-metrics\",method=\"GET\"}"))
                        .isEqualTo(page.total(REQUESTS) - 1)
                        .isPositive();
                assertThat(page.text())
                        .contains("http_route=\"/shop/books/{id}\"")
                        .contains("http_route=\"/shop/metrics\"");
                assertThat(page.value("django_http_requests_in_flight{method=\"GET\"}"))
                        .as("the scrape itself")
                        .isEqualTo(1);
            }
        }
    }

    @Nested
    class Namings {

        @Test
        void ofTwoTraditionsShowTheSameRequests() throws Exception {
            try (RunningApplication both =
                    RunningApplication.start(AsyncApplication.class, "narthex.naming=django,otel")) {
                for (String path : new String[] {"/stream/events", "/stream/body", "/deferred/result", "/no/such"}) {
                    both.client().get(path);
                }
                both.client().rawAnswer(Wire.request("BREW", "/no/such"));
                both.client().rawAnswer(Wire.request("GET", "/deferred/error"));
                Scrape page = both.scrapeWhenIdle();

                String otel = "http_server_request_duration_seconds";
                String django = "django_http_requests_latency_including_middlewares_seconds";
                String streams = "django_http_stream_duration_seconds";
                assertThat(page.total(streams + "_count")).isEqualTo(2);
                assertThat(page.total(otel + "_count"))
                        .isEqualTo(6)
                        .isEqualTo(page.total(django + "_count") + page.total(streams + "_count"));
                assertThat(page.total(otel + "_sum"))
                        .isCloseTo(page.total(django + "_sum") + page.total(streams + "_sum"), Offset.offset(1e-6));
                assertThat(page.value(otel + "_count{http_request_method=\"GET\",url_scheme=\"http\","
                                + "http_response_status_code=\"200\",http_route=\"/stream/events\"}"))
                        .isEqualTo(1);
                assertThat(
                                page.value(
                                        otel + "_count{http_request_method=\"GET\",url_scheme=\"http\","
                                                + "http_response_status_code=\"500\",http_route=\"/deferred/error\",error_type=\"500\"}"))
                        .isEqualTo(1);
                assertThat(page.value(otel + "_count{http_request_method=\"_OTHER\",url_scheme=\"http\","
                                + "http_response_status_code=\"404\"}"))
                        .isEqualTo(1);
                assertThat(page.total("http_server_active_requests")).isZero();
                assertThat(page.total("http_server_response_body_size_bytes_count"))
                        .isEqualTo(page.total("django_http_responses_body_total_bytes_count"));
                assertThat(page.total("http_server_response_body_size_bytes_sum"))
                        .isEqualTo(page.total("django_http_responses_body_total_bytes_sum"));
            }
        }

        @Test
        void takeTheirWordsAndBoundsFromTheSettings() throws Exception {
            try (RunningApplication named = RunningApplication.start(
                    SettingsApplication.class,
                    "narthex.export.path=/internal/metrics",
                    "narthex.namespace=shop",
                    "narthex.prefix=web",
                    "narthex.latency-buckets=0.1, 1")) {
                named.client().get("/books/1");
                Scrape page = named.scrapeWhen(
                        "the request must have completed", scrape -> scrape.total("shop_web_http_requests_total") == 1);

                assertThat(page.samples().keySet().stream()
                                .filter(sample -> sample.startsWith("shop_web_http_requests_latency_seconds_bucket")))
                        .containsExactly(
                                "shop_web_http_requests_latency_seconds_bucket{le=\"0.1\"}",
                                "shop_web_http_requests_latency_seconds_bucket{le=\"1.0\"}",
                                "shop_web_http_requests_latency_seconds_bucket{le=\"+Inf\"}");
                assertThat(page.text()).doesNotContain("django_");
                assertThat(named.client().get("/metrics").statusCode()).isEqualTo(404);
            }
        }
    }

    @Nested
    class BodySizes {

        private static final String HANDED = Wire.chunkedPost("/handed", "text/plain", "chunk");
        private static final String OURS = "dev.narthex.";

        @Test
        void areCountedByWrapping() throws Exception {
            try (RunningApplication wrapped = RunningApplication.start(SettingsApplication.class)) {
                assertThat(wrapped.client().rawAnswer(HANDED)).contains(OURS);
            }
        }

        @Test // A34, A36
        void thatAreNotMeasuredWrapNothing() throws Exception {
            try (RunningApplication unwrapped =
                    RunningApplication.start(SettingsApplication.class, "narthex.http.body-sizes=false")) {
                String answer = unwrapped.client().rawAnswer(HANDED);
                Scrape page = unwrapped.scrapeWhenIdle();

                assertThat(answer)
                        .contains("org.apache.catalina.connector.RequestFacade")
                        .contains("org.apache.catalina.connector.ResponseFacade")
                        .doesNotContain(OURS);
                assertThat(page.value("django_http_requests_body_total_bytes_count"))
                        .isZero();
                assertThat(page.value("django_http_responses_body_total_bytes_count"))
                        .isZero();
                assertThat(page.total(BY_VIEW)).isEqualTo(1);
            }
        }
    }

    @Nested
    class TheLimitOfCells {

        @Test // E15
        void foldsWhatIsOpenAndKeepsEveryTotalAndEveryStatus() throws Exception {
            try (RunningApplication small =
                    RunningApplication.start(SettingsApplication.class, "narthex.max-cells=20")) {
                for (int status = 200; status < 240; status++) {
                    small.client().get("/odd-status/" + status);
                }
                for (int i = 0; i < 100; i++) {
                    small.client().get("/boom");
                }
                Scrape page = small.scrapeWhenIdle();

                for (int status = 200; status < 240; status++) {
                    assertThat(page.value(BY_STATUS + "{status=\"" + status + "\"}"))
                            .isEqualTo(1);
                }
                assertThat(page.value(BY_STATUS + "{status=\"500\"}")).isEqualTo(100);
                assertThat(page.value(BY_VIEW + "{status=\"500\",view=\"<other>\",method=\"GET\"}"))
                        .isEqualTo(100);
                assertThat(page.total(BY_VIEW)).isEqualTo(140);
                assertThat(page.total(REQUESTS)).isEqualTo(140);
                assertThat(page.value("narthex_cells_folded_total{cube=\"http_completions\"}"))
                        .isPositive();
                assertThat(page.total("narthex_instrumentation_errors_total")).isZero();
            }
        }
    }

    @Nested
    class SwitchedOff {

        @Test
        void theWholeLeavesNoBeanAndNoPage() throws Exception {
            try (RunningApplication off =
                    RunningApplication.start(SettingsApplication.class, "narthex.enabled=false")) {
                assertThat(off.client().get("/books/1").statusCode()).isEqualTo(200);
                assertThat(off.client().get("/metrics").statusCode()).isEqualTo(404);
                assertThat(off.context().getBeanDefinitionNames())
                        .filteredOn(name -> name.startsWith("narthex") || name.contains("dev.narthex.starter.Page"))
                        .isEmpty();
            }
        }

        @Test
        void requestsLeaveThePageWithoutThem() throws Exception {
            try (RunningApplication off =
                    RunningApplication.start(SettingsApplication.class, "narthex.http.enabled=false")) {
                assertThat(off.client().get("/books/1").statusCode()).isEqualTo(200);

                assertThat(off.scrape().families())
                        .noneMatch(family -> family.contains("http"))
                        .contains("narthex_cells");
                assertThat(off.context().getBeanNamesForType(HttpMetrics.class)).isEmpty();
            }
        }
    }

    @Nested
    class BeansOfTheUser {

        @Test
        void takeThePlaceOfOurs() throws Exception {
            try (RunningApplication own = RunningApplication.start(OwnBeansApplication.class)) {
                ConfigurableApplicationContext context = own.context();
                assertThat(context.getBeanNamesForType(Settings.class)).containsExactly("ownSettings");
                assertThat(context.getBeanNamesForType(Application.class)).containsExactly("ownApplication");
                assertThat(context.getBeanNamesForType(HttpMetrics.class)).containsExactly("ownHttpMetrics");
                assertThat(context.getBeanNamesForType(MetricsPage.class)).containsExactly("ownPage");

                own.client().get("/books/1");
                own.client().get("/latin");
                Scrape page = own.scrapeWhen(
                        "the measured request must have completed",
                        scrape -> scrape.total("own_django_http_responses_before_middlewares_total") > 0);

                assertThat(page.family("own_django_http_requests_total")).isEqualTo("""
                        own_django_http_requests_total{method="GET",view="dispatcherServlet"} 1.0
                        """);
            }
        }
    }

    @Nested
    class ASettingThatCannotBeUsed {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "narthex.latency-buckets=-1  | narthex.latency-buckets must be positive numbers of seconds: -1.0 | +Inf is added by itself",
                    "narthex.latency-buckets=2,1 | narthex.latency-buckets must ascend: 2.0, 1.0 | smallest first",
                    "narthex.naming=foo          | narthex.naming must be known: 'foo' | known namings: django, otel",
                    "narthex.export.path=metrics        | narthex.export.path must start with a slash: metrics | write /metrics",
                    "narthex.namespace=9x        | narthex.namespace must be a metric name: '9x' | no digit in front",
                    "narthex.prefix=a-b          | narthex.prefix must be a metric name: 'a-b' | letters, digits and underscores",
                    "narthex.max-cells=0         | narthex.max-cells must be positive: 0 | the default is 10000",
                })
        void failsTheStartAndSaysWhatToWrite(String property, String problem, String cure) {
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            Throwable thrown = startShowingOn(shown, property);

            assertThat(thrown).hasRootCauseInstanceOf(SettingException.class);
            assertThat(thrown).rootCause().hasMessageContainingAll(problem, cure);
            assertThat(shown.toString(StandardCharsets.UTF_8))
                    .contains("APPLICATION FAILED TO START", problem, "Action:", cure);
        }

        private static Throwable startShowingOn(ByteArrayOutputStream shown, String property) {
            PrintStream before = System.out;
            System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
            try {
                return catchThrowable(() -> RunningApplication.start(SettingsApplication.class, property)
                        .close());
            } finally {
                System.setOut(before);
            }
        }
    }
}
