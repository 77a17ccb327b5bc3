// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Scrape;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A client of one application. */
record Client(HttpClient http, String base) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    Client(HttpClient http, int port, String contextPath) {
        this(http, "http://localhost:" + port + contextPath);
    }

    /** What clients of one server share, so that its threads are as many after many applications as after one. */
    static HttpClient newHttp() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(PATIENCE)
                        .build(),
                BodyHandlers.ofString());
    }

    void buy(int times) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            assertThat(get("/till").statusCode()).isEqualTo(200);
        }
    }

    Scrape scrape() throws IOException, InterruptedException {
        HttpResponse<String> page = get("/metrics");
        assertThat(page.statusCode()).isEqualTo(200);
        return Scrape.parse(page.body());
    }

    /** What Prometheus reads once this many requests are over; the client may have its answer a moment before. */
    Scrape scrapeAfter(int requests) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Scrape page = scrape();
        while (page.total("django_http_responses_before_middlewares_total") != requests
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            page = scrape();
        }
        return page;
    }
}
