// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.narthex.testkit.Scrape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who is compared with us really records every request, in as many distributions as the documentation says. */
class PeersTest {

    private final Workload workload = Workload.ofRequests();

    @Test
    void timersOfMicrometerRecordEveryRequestByEitherWay() {
        Micrometer micrometer = Micrometer.timedByWorkload(workload);
        play(request -> {
            micrometer.recordResolved(request);
            micrometer.recordByTags(request);
        });
        assertThat(sum(micrometer.page(), "http_server_requests_seconds_count")).isEqualTo(2 * workload.size());
        assertThat(micrometer.page()).contains("http_server_requests_seconds_bucket");
    }

    @Test
    void observationsOfSpringRecordEveryRequestAsItsTimersDo() {
        Micrometer observed = Micrometer.timedByWorkload(workload);
        Micrometer timed = Micrometer.timedByWorkload(workload);
        StubRequest request = StubRequest.create();
        StubResponse response = StubResponse.create();
        play(drawn -> {
            observed.observe(drawn, request, response);
            timed.recordByTags(drawn);
        });
        assertThat(sum(observed.page(), "http_server_requests_seconds_count")).isEqualTo(workload.size());
        assertThat(sum(observed.page(), "http_server_requests_seconds_sum"))
                .isCloseTo(sum(timed.page(), "http_server_requests_seconds_sum"), within(1e-3));
        assertThat(observed.page())
                .contains("http_server_requests_active_seconds_bucket")
                .contains("uri=\"/view-0\"")
                .contains("outcome=\"CLIENT_ERROR\"");
    }

    @Test
    void openTelemetryRecordsEveryRequestByEitherWay() throws IOException {
        OpenTelemetry openTelemetry = OpenTelemetry.of(workload);
        play(request -> {
            openTelemetry.recordFour(request);
            openTelemetry.listen(request);
        });
        String page = openTelemetry.page();
        assertThat(sum(page, "http_server_request_duration_seconds_count")).isEqualTo(workload.size());
        assertThat(sum(page, "request_duration_seconds_count")).isEqualTo(workload.size());
        assertThat(sum(page, "view_duration_seconds_count")).isEqualTo(workload.size());
        assertThat(sum(page, "request_body_bytes_count")).isEqualTo(workload.size());
        assertThat(sum(page, "response_body_bytes_count")).isEqualTo(workload.size());
        assertThat(sum(page, "active_requests")).isZero();
    }

    @Test
    void clientJavaRecordsTheSameByItsKeysAsByItsLabels() throws IOException {
        ClientJava byKey = ClientJava.of(workload);
        ClientJava naive = ClientJava.of(workload);
        play(request -> {
            byKey.playByKey(request);
            naive.playNaively(request);
        });
        assertThat(WorkloadTest.page(byKey).samples())
                .isEqualTo(WorkloadTest.page(naive).samples());
    }

    @Test
    void pagesOfThePeersHaveTheResponsesOfOurs() throws IOException {
        MicrometerPage micrometer = new MicrometerPage();
        OpenTelemetryPage openTelemetry = new OpenTelemetryPage();
        ClientJava clientJava = ClientJava.of(workload);
        play(request -> {
            micrometer.play(request);
            openTelemetry.play(request);
            clientJava.playResolved(request);
            clientJava.playRest(request);
        });
        String ofMicrometer = text(micrometer::writeTo);
        String ofOpenTelemetry = text(openTelemetry::writeTo);
        WorkloadTest.page(clientJava).samples().keySet().stream()
                .map(sample -> sample.replaceAll("\\{.*", ""))
                .filter(name -> name.endsWith("_total") || name.endsWith("_count"))
                .distinct()
                .filter(name -> !name.contains("ajax"))
                .forEach(name -> {
                    assertThat(lines(ofMicrometer, name)).as(name).isPositive();
                    assertThat(lines(ofMicrometer, name)).as(name).isEqualTo(lines(ofOpenTelemetry, name));
                    assertThat(sum(ofMicrometer, name)).as(name).isEqualTo(sum(ofOpenTelemetry, name));
                });
    }

    private void play(Consumer<Request> subject) {
        for (int i = 0; i < workload.size(); i++) {
            subject.accept(workload.request(i));
        }
    }

    private static long lines(String page, String name) {
        return page.lines().filter(line -> isSample(line, name)).count();
    }

    private static double sum(String page, String name) {
        return Scrape.parse(page).samples().entrySet().stream()
                .filter(sample -> isSample(sample.getKey(), name))
                .mapToDouble(sample -> sample.getValue())
                .sum();
    }

    private static boolean isSample(String line, String name) {
        return line.equals(name) || line.startsWith(name + "{") || line.startsWith(name + " ");
    }

    private static String text(Page page) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        page.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private interface Page {
        void writeTo(OutputStream out) throws IOException;
    }
}
