// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.ViewContract.BY_VIEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Scrape;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Other protocols, other threads and proxies in front change how requests come, and no number. */
public abstract class ConnectorContract {

    private static final String IN_FLIGHT = "django_http_requests_in_flight{method=\"GET\"}";
    private static final String ABORTED = "django_http_requests_aborted_total";

    protected ConnectorContract() {}

    @ParameterizedTest // A46: what the client says of itself counts only where the container believes it
    @CsvSource({"native, https", "none, http"})
    void transportIsWhatTheContainerResolved(String strategy, String transport) throws Exception {
        try (RunningApplication shop = RunningApplication.start(
                AsyncApplication.class, "server.forward-headers-strategy=" + strategy, "narthex.naming=django,otel")) {
            shop.client().get("/deferred/callable", "X-Forwarded-Proto", "https");
            Scrape page = shop.scrapeWhenIdle();

            assertThat(page.family("django_http_requests_total_by_transport_total"))
                    .isEqualTo("django_http_requests_total_by_transport_total{transport=\"%s\"} 1.0\n"
                            .formatted(transport));
            assertThat(page.family("http_server_active_requests"))
                    .isEqualTo("http_server_active_requests{http_request_method=\"GET\",url_scheme=\"%s\"} 0.0\n"
                            .formatted(transport));
        }
    }

    /** Virtual where the JDK has them. */
    @Test // A12, A48
    void virtualThreadsAreThreads() throws Exception {
        boolean virtual = Runtime.version().feature() >= 21;
        try (RunningApplication shop = RunningApplication.start(Threads.class, "spring.threads.virtual.enabled=true")) {
            for (int i = 0; i < 50; i++) {
                assertThat(shop.client().get("/thread").body().startsWith("VirtualThread"))
                        .isEqualTo(virtual);
            }
            Scrape page = shop.scrapeWhenIdle();

            assertThat(page.family(BY_VIEW)).isEqualTo("""
                    %s{status="200",view="Handler.name",method="GET"} 50.0
                    """.formatted(BY_VIEW));
            assertThat(page.value(IN_FLIGHT)).isZero();
            assertThat(page.total("narthex_instrumentation_errors_total")).isZero();
        }
    }

    @Test // A20, A31
    void streamsOfOneConnectionAreEachARequest() throws Exception {
        int streams = 100;
        int reset = 10;
        try (RunningApplication shop = RunningApplication.start(AsyncApplication.class, "server.http2.enabled=true")) {
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
            assertThat(http.send(request(shop, "/deferred/callable"), BodyHandlers.ofString())
                            .version())
                    .isEqualTo(HttpClient.Version.HTTP_2);
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
                            () -> http.sendAsync(request(shop, "/deferred/callable"), BodyHandlers.ofString()))
                    .limit(streams)
                    .toList();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
            for (int i = 0; i < reset; i++) {
                readAndReset(http.send(request(shop, "/stream/events/endless"), BodyHandlers.ofInputStream()));
            }
            Scrape page = shop.scrapeWhenIdle();

            assertThat(page.family(BY_VIEW)).isEqualTo("""
                    %1$s{status="200",view="Deferred.callable",method="GET"} %2$s
                    %1$s{status="200",view="Streams.endlessEvents",method="GET"} %3$s
                    """.formatted(BY_VIEW, streams + 1.0, (double) reset));
            assertThat(page.family(ABORTED))
                    .contains("%s{view=\"Streams.endlessEvents\"} %s\n".formatted(ABORTED, (double) reset));
            assertThat(page.total("django_http_exceptions_total_by_type_total")).isZero();
            assertThat(page.value(IN_FLIGHT)).isZero();
        }
    }

    private static HttpRequest request(RunningApplication shop, String path) {
        shop.client().countOne();
        return HttpRequest.newBuilder(shop.client().uri(path)).build();
    }

    /** A body that is closed before its end resets its stream, and leaves the connection. */
    private static void readAndReset(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            assertThat(body.readNBytes(100)).hasSize(100);
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Threads.Handler.class)
    static class Threads {

        @RestController
        static class Handler {

            @GetMapping("/thread")
            String name() {
                return Thread.currentThread().toString();
            }
        }
    }
}
