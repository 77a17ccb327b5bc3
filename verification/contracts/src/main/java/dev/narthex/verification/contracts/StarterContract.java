// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What the starter must show on every line of Spring Boot. Each contract has one application, started once; after each of
 * its tests the application is idle and its families agree with each other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StarterContract {

    private static final Offset<Double> ROUNDING = Offset.offset(1e-6);

    private final Class<?> configuration;
    private final String[] properties;
    private RunningApplication application;

    @SuppressWarnings("NullAway.Init") // the application is there before the first test
    StarterContract(Class<?> configuration, String... properties) {
        this.configuration = configuration;
        this.properties = properties;
    }

    RunningApplication start(Class<?> configured, String... withProperties) {
        return RunningApplication.start(configured, withProperties);
    }

    @BeforeAll
    void startApplication() {
        application = start(configuration, properties);
    }

    @BeforeEach
    void startAgainIfSpoiled() {
        if (application.isSpoiled()) {
            application.close();
            startApplication();
        }
    }

    @AfterAll
    void stopApplication() {
        if (application != null) {
            application.close();
        }
    }

    RunningApplication application() {
        return application;
    }

    ConfigurableApplicationContext context() {
        return application.context();
    }

    Client client() {
        return application.client();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return client().get(path, headers);
    }

    Scrape scrape() throws IOException, InterruptedException {
        return application.scrape();
    }

    /** Requests to make. */
    interface Traffic {
        void send() throws Exception;
    }

    /** What these requests changed, once they are all over. */
    Change during(Traffic traffic) throws Exception {
        Scrape before = application.scrapeWhenIdle();
        traffic.send();
        return Change.between(before, application.scrapeWhenIdle());
    }

    @AfterEach
    void familiesAgreeWhenIdle() throws IOException, InterruptedException {
        if (application.isSpoiled()) {
            return; // it has failed already, and says why
        }
        Scrape page = application.scrapeWhenIdle();
        Totals totals = new Totals(page);
        double completed = totals.of("http_responses_before_middlewares_total");
        double entered = totals.of("http_responses_total_by_status_total");
        double streams = totals.of("http_responses_streaming_total");

        assertThat(page.family("django_http_requests_in_flight")).doesNotContainPattern(" (?!0\\.0)\\S+\\n");
        assertThat(page.total("narthex_instrumentation_errors_total")).isZero();

        assertThat(totals.of("http_requests_before_middlewares_total")).isEqualTo(completed);
        assertThat(totals.of("http_requests_total")).isEqualTo(completed);
        assertThat(totals.of("http_responses_short_circuited_total")).isEqualTo(completed - entered);
        assertThat(totals.of("http_requests_total_by_method_total")).isEqualTo(entered);
        assertThat(totals.of("http_requests_total_by_transport_total")).isEqualTo(entered);
        assertThat(totals.of("http_requests_total_by_view_transport_method_total"))
                .isEqualTo(entered);
        assertThat(totals.of("http_responses_total_by_status_view_method_total"))
                .isEqualTo(entered);
        assertThat(totals.of("http_responses_total_by_status")).isEqualTo(entered);
        assertThat(totals.of("http_responses_total_by_charset_total")).isEqualTo(entered);
        assertThat(totals.of("http_requests_latency_seconds_count")).isEqualTo(entered - streams);
        assertThat(totals.of("http_requests_latency_seconds_by_view_method_count"))
                .isEqualTo(entered - streams);
        assertThat(totals.of("http_stream_duration_seconds_count")).isEqualTo(streams);
        assertThat(totals.of("http_requests_latency_including_middlewares_seconds_count"))
                .isEqualTo(completed - streams);
        assertThat(totals.of("http_exceptions_total_by_type_total"))
                .isEqualTo(totals.of("http_exceptions_total_by_view_total"));
        assertThat(totals.of("http_requests_latency_seconds_sum"))
                .isCloseTo(totals.of("http_requests_latency_seconds_by_view_method_sum"), ROUNDING);
        everyCountIsItsLastBucket(page);
    }

    private record Totals(Scrape page) {

        double of(String family) {
            return page.total("django_" + family);
        }
    }

    private static void everyCountIsItsLastBucket(Scrape page) {
        Map<String, Double> samples = page.samples();
        samples.forEach((sample, value) -> {
            if (sample.contains("_bucket{") && sample.contains("le=\"+Inf\"")) {
                String count = sample.replace("_bucket{", "_count{")
                        .replaceFirst(",?le=\"\\+Inf\"", "")
                        .replace("{,", "{")
                        .replace("{}", "");
                assertThat(samples).as(sample).containsEntry(count, value);
            }
        });
    }
}
