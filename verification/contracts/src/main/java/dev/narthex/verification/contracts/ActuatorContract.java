// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Scrape;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Our page beside Actuator's endpoint, on a client_java that carries our families: the same numbers, nothing doubled. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ActuatorContract {

    static final String ENDPOINT = "/actuator/prometheus";
    static final String[] EXPOSED = {
        "management.endpoints.web.exposure.include=prometheus", "narthex.naming=django,otel"
    };
    private static final Pattern LE = Pattern.compile("le=\"([^\"]+)\"");
    private static final String OPENMETRICS = "application/openmetrics-text; version=1.0.0";

    private RunningApplication application;

    @SuppressWarnings("NullAway.Init") // the application is there before the first test
    protected ActuatorContract() {}

    @BeforeAll
    void start() throws Exception {
        application = RunningApplication.start(ActuatorApplication.class, EXPOSED);
        for (int i = 0; i < 3; i++) {
            assertThat(application.client().get("/orders").statusCode()).isEqualTo(200);
        }
    }

    @AfterAll
    void stop() {
        application.close();
    }

    /** The samples of the requests that were made before anybody asked Actuator. */
    private static Map<String, Double> ours(Scrape page) {
        Map<String, Double> samples = new TreeMap<>();
        page.samples().forEach((sample, value) -> samples.put(bound(sample), value));
        samples.keySet().removeIf(sample -> !sample.contains("\"orders\"") && !sample.contains("\"/orders\""));
        samples.keySet()
                .removeIf(sample -> !sample.startsWith("django_") && !sample.startsWith("http_server_request_"));
        return samples;
    }

    /** client_java spells bounds from a million on in another way: 1048576.0 where we write 1.048576e+06. */
    private static String bound(String sample) {
        return LE.matcher(sample)
                .replaceAll(le -> "le=\"" + (le.group(1).equals("+Inf") ? "+Inf" : Double.valueOf(le.group(1))) + "\"");
    }

    private static void assertNothingIsThereTwice(String page) {
        Set<String> seen = new HashSet<>();
        page.lines()
                .map(line -> line.startsWith("#")
                        ? line.replaceFirst("^(# [A-Z]+ \\S+).*", "$1")
                        : line.substring(0, line.lastIndexOf(' ')))
                .forEach(line -> assertThat(seen.add(line)).as(line).isTrue());
    }

    private Scrape endpoint() throws Exception {
        HttpResponse<String> answer = application.client().get(ENDPOINT);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertNothingIsThereTwice(answer.body());
        return Scrape.parse(answer.body());
    }

    @Test
    void bothShowTheSameNumbers() throws Exception {
        Scrape page = application.scrapeWhenIdle();
        Scrape endpoint = endpoint();

        assertThat(ours(page)).hasSizeGreaterThan(40).isEqualTo(ours(endpoint));
        assertThat(ours(page))
                .containsEntry("django_http_requests_total{method=\"GET\",view=\"orders\"}", 3.0)
                .hasEntrySatisfying(
                        "http_server_request_duration_seconds_count{http_request_method=\"GET\","
                                + "http_response_status_code=\"200\",http_route=\"/orders\",url_scheme=\"http\"}",
                        count -> assertThat(count).isEqualTo(3));
        assertThat(endpoint.value("django_http_responses_total_by_status_total{status=\"200\"}"))
                .isEqualTo(endpoint.value("django_http_responses_total_by_status{status=\"200\"}"))
                .isGreaterThanOrEqualTo(3);
        assertThat(endpoint.total("narthex_instrumentation_errors_total")).isZero();
        assertThat(endpoint.value("django_http_requests_in_flight{method=\"GET\"}"))
                .as("Actuator's own request")
                .isEqualTo(1);
    }

    @Test
    void everyFamilyOfOursIsInBoth() throws Exception {
        Scrape page = application.scrapeWhenIdle();

        assertThat(endpoint().families())
                .containsAll(page.families().stream()
                        .filter(family -> family.matches("(django_|narthex_|http_server_(request_|active_)).*"))
                        .filter(family -> !page.family(family).isEmpty())
                        .toList());
    }

    @Test
    void pageHasCustomMetricsAndTheJvmAndNothingOfMicrometer() throws Exception {
        String text = application.scrapeWhenIdle().text();
        Scrape page = Scrape.parse(text);

        assertNothingIsThereTwice(text);
        assertThat(page.family("api_requests_total"))
                .startsWith("api_requests_total{endpoint=\"/orders\",method=\"GET\"} ");
        assertThat(page.family("active_users")).isEqualTo("active_users 7.0\n");
        assertThat(page.value("request_processing_seconds_bucket{endpoint=\"/orders\",le=\"1.0\"}"))
                .isEqualTo(page.total("api_requests_total"));
        assertThat(page.families()).contains("jvm_memory_used_bytes", "process_cpu_seconds_total");
        assertThat(text).doesNotContain("http_server_requests_seconds", "jvm_classes_loaded_classes");
    }

    @Test
    void endpointAnswersInOpenMetricsToo() throws Exception {
        HttpResponse<String> answer = application.client().get(ENDPOINT, "Accept", OPENMETRICS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(answer.body())
                .contains("# TYPE django_http_responses_total_by_status unknown\n")
                .contains("# TYPE django_http_responses_total_by_status_total unknown\n")
                .contains("# TYPE django_http_requests counter\n")
                .endsWith("# EOF\n");
        assertNothingIsThereTwice(answer.body());
    }

    @Test
    void micrometerIsOnOurPageWhenAskedForAndStillNothingIsThereTwice() throws Exception {
        try (RunningApplication asked = RunningApplication.start(
                ActuatorApplication.class, EXPOSED[0], EXPOSED[1], "narthex.export.micrometer=true")) {
            asked.client().get("/orders");
            String text = asked.scrapeWhen(
                            "Micrometer must have counted",
                            page -> page.total("http_server_requests_seconds_count") == 1)
                    .text();

            assertNothingIsThereTwice(text);
            assertThat(Scrape.parse(text).total("django_http_requests_total")).isEqualTo(1);
            assertThat(Scrape.parse(text).total("narthex_instrumentation_errors_total"))
                    .isZero();
        }
    }

    @Test
    void labelsOfTheApplicationsOwnAreInBoth() throws Exception {
        try (RunningApplication labelled = RunningApplication.start(LabelledApplication.class, EXPOSED)) {
            labelled.client().get("/orders");
            String sample = "django_http_requests_total{method=\"GET\",view=\"orders\",path=\"orders\"}";

            assertThat(labelled.scrapeWhenIdle().value(sample)).isEqualTo(1);
            assertThat(Scrape.parse(labelled.client().get(ENDPOINT).body()).value(sample))
                    .isEqualTo(1);
        }
    }

    @Test
    void bridgeCanBeLeftOut() throws Exception {
        try (RunningApplication without = RunningApplication.start(
                ActuatorApplication.class, EXPOSED[0], EXPOSED[1], "narthex.bridge.enabled=false")) {
            assertThat(without.client().get(ENDPOINT).body()).contains("jvm_").doesNotContain("django_", "narthex_");
        }
    }
}
