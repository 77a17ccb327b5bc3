// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.narthex.bookshop.BookshopApplication;
import dev.narthex.core.Application;
import dev.narthex.core.Buckets;
import dev.narthex.core.Cube;
import dev.narthex.core.Dimension;
import dev.narthex.core.Family;
import dev.narthex.core.Histograms;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Measure;
import dev.narthex.core.Rollup;
import dev.narthex.core.Unit;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** One bookshop that publishes both kinds of histogram, and two real Prometheus: one stores native ones, one does not. */
class NativeHistogramsTest {

    private static final int REQUESTS = 40;

    /** Neighbouring bounds of schema 3 differ by this factor: no quantile can be further off. */
    private static final double RESOLUTION = Math.pow(2, 1 / 8.0);

    @TempDir
    private static Path folder;

    private static final Deliveries DELIVERIES = new Deliveries();
    private static ConfigurableApplicationContext bookshop;
    private static PrometheusServer exponential;
    private static PrometheusServer classic;

    /** Durations of which we know every one. */
    private static final class Deliveries implements Instrumentation {

        private static final double[] BOUNDS = {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
        private static final Dimension<String> SHOP = Dimension.open("shop", key -> key);
        private static final Measure<String> STARTED = Measure.count("started", Unit.ONE);
        private static final Measure<String> TIME = Measure.distribution("time", Unit.SECONDS);
        private static final List<Family> FAMILIES =
                List.of(Rollup.histogram(TIME, "delivery_seconds", "Deliveries.", Buckets.of(Unit.SECONDS, BOUNDS))
                        .by(SHOP));

        private final Cube<String> cube = Cube.<String>builder("deliveries")
                .records(STARTED)
                .records(TIME)
                .histograms(Histograms.BOTH)
                .published(FAMILIES)
                .build();
        private final double[] seconds;

        Deliveries() {
            Random random = new Random(20261125);
            this.seconds = DoubleStream.generate(() -> 0.12 * Math.exp(random.nextGaussian()))
                    .limit(5_000)
                    .toArray();
            for (double duration : seconds) {
                String shop = "shop " + random.nextInt(4);
                cube.cell(shop).observe(cube.distribution(TIME), Unit.SECONDS.recorded(duration));
            }
            Arrays.sort(seconds);
        }

        double quantile(double rank) {
            return seconds[(int) Math.ceil(rank * seconds.length) - 1];
        }

        @Override
        public String name() {
            return "deliveries";
        }

        @Override
        public List<Cube<?>> cubes() {
            return List.of(cube);
        }

        @Override
        public List<Family> families() {
            return FAMILIES;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        bookshop = SpringApplication.run(
                BookshopApplication.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--narthex.export.histograms=both",
                "--spring.profiles.active=reference");
        bookshop.getBean(Application.class).add(DELIVERIES);
        int port = Integer.parseInt(bookshop.getEnvironment().getRequiredProperty("local.server.port"));
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < REQUESTS; i++) {
            URI ping = URI.create("http://127.0.0.1:" + port + "/api/ping/");
            client.send(HttpRequest.newBuilder(ping).build(), BodyHandlers.discarding());
        }
        exponential = PrometheusServer.scraping(
                port, Files.createDirectory(folder.resolve("native")), "--enable-feature=native-histograms");
        classic = PrometheusServer.scraping(port, Files.createDirectory(folder.resolve("classic")));
    }

    @AfterAll
    static void stop() {
        for (PrometheusServer server : Arrays.asList(exponential, classic)) {
            if (server != null) {
                server.close();
            }
        }
        if (bookshop != null) {
            bookshop.close();
        }
    }

    @Test
    void theBookshopsRequestsAreStoredAsNativeHistograms() throws Exception {
        String family = "django_http_requests_latency_seconds_by_view_method";
        exponential.await("histogram_count(" + family + "{view=\"api:ping\"})", series -> !series.isEmpty());
        classic.await(family + "_count{view=\"api:ping\"}", series -> !series.isEmpty());

        assertThat(exponential.value("histogram_count(" + family + "{view=\"api:ping\"})"))
                .isEqualTo(REQUESTS);
        assertThat(exponential.value("histogram_sum(" + family + "{view=\"api:ping\"})"))
                .isCloseTo(classic.value(family + "_sum{view=\"api:ping\"}"), within(1e-9));
        assertThat(exponential.value("histogram_quantile(0.5, " + family + "{view=\"api:ping\"})"))
                .isBetween(1e-6, 10.0);
        assertThat(exponential.query(family + "_bucket")).isEmpty(); // 2.42 keeps one kind alone
        assertThat(classic.query(family)).isEmpty();
        assertThat(exponential.value("django_http_requests_total{view=\"api:ping\"}"))
                .isEqualTo(REQUESTS);
        assertThat(exponential.query("up == 1")).hasSize(1);
    }

    /** Prometheus interpolates in a bucket; the true quantile and its answer are in the same one. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99})
    void quantilesOfBothKindsAreTrueToTheirResolution(double rank) throws Exception {
        exponential.await("delivery_seconds", series -> series.size() == 4);
        classic.await("delivery_seconds_count", series -> series.size() == 4);

        double merged = exponential.value("histogram_quantile(" + rank + ", sum(delivery_seconds))");
        double fromBounds = classic.value("histogram_quantile(" + rank + ", sum by (le) (delivery_seconds_bucket))");
        double truth = DELIVERIES.quantile(rank);

        assertThat(merged).isBetween(truth / RESOLUTION, truth * RESOLUTION);
        double upper = Arrays.stream(Deliveries.BOUNDS)
                .filter(bound -> bound >= fromBounds)
                .findFirst()
                .orElseThrow();
        double lower = Arrays.stream(Deliveries.BOUNDS)
                .filter(bound -> bound < fromBounds)
                .max()
                .orElse(0);
        assertThat(truth).isBetween(lower, upper);
        assertThat(merged).isBetween(lower / RESOLUTION, upper * RESOLUTION);
    }
}
