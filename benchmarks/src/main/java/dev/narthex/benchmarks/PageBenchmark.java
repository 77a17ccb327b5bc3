// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import dev.narthex.export.MetricsPage;
import dev.narthex.export.MetricsServlet;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import jakarta.servlet.ServletException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a scrape costs: from the counts in memory to the bytes in memory, in text format 0.0.4, plain and compressed as
 * each does it. The peers hold the same families with the same buckets.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PageBenchmark {

    /** Our page, summed and written. */
    @Benchmark
    public int narthex(Ours ours) {
        try (MetricsPage.Rendered page = ours.render()) {
            return page.size();
        }
    }

    /** The same as the servlet answers a scraper that takes gzip. */
    @Benchmark
    public long narthexGzip(Ours ours) throws IOException, ServletException {
        ours.answer();
        return ours.response.bytes();
    }

    /** The same families by the Prometheus Java client: snapshots, then text. */
    @Benchmark
    public int clientJava(Client client) throws IOException {
        client.write();
        return client.text.size();
    }

    /** The same, compressed as its own handler does it: the whole text, at the default level. */
    @Benchmark
    public int clientJavaGzip(Client client) throws IOException {
        client.write();
        client.compressed.reset();
        try (GZIPOutputStream gzip = new GZIPOutputStream(client.compressed)) {
            client.text.writeTo(gzip);
        }
        return client.compressed.size();
    }

    /** By Micrometer. */
    @Benchmark
    public int micrometer(Meters meters) throws IOException {
        meters.out.reset();
        meters.micrometer.writeTo(meters.out);
        return meters.out.size();
    }

    /** By OpenTelemetry. */
    @Benchmark
    public int openTelemetry(Sdk sdk) throws IOException {
        sdk.out.reset();
        sdk.openTelemetry.writeTo(sdk.out);
        return sdk.out.size();
    }

    /** How large the page is. */
    @State(Scope.Benchmark)
    public static class Size {

        private static final double SERIES_OF_A_VIEW = 50.26;
        private static final int SERIES_OF_NO_VIEW = 190;

        /** About how many series it has. */
        @Param({"1000", "10000", "100000"})
        public int series = 10_000;

        Workload workload() {
            return Workload.ofPage((int) Math.round((series - SERIES_OF_NO_VIEW) / SERIES_OF_A_VIEW));
        }

        /** Plays all requests several times, so that all cells are there. */
        static void play(Workload workload, Consumer<Request> subject) {
            int requests = Math.max(102_400, workload.size());
            for (int i = 0; i < requests; i++) {
                subject.accept(workload.request(i));
            }
        }
    }

    /** Our page after the workload. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // by the set-up
    public static class Ours {

        private final StubRequest request = StubRequest.create();
        private final StubResponse response = StubResponse.create();
        private MetricsPage page;
        private MetricsServlet servlet;

        /** Plays the workload. */
        @Setup
        public void fill(Size size) {
            Workload workload = size.workload();
            Narthex narthex = Narthex.timedByWorkload(workload);
            Size.play(workload, narthex::play);
            page = MetricsPage.of(narthex.application());
            servlet = MetricsServlet.of(page);
            request.accept("gzip");
        }

        MetricsPage.Rendered render() {
            return page.render();
        }

        void answer() throws IOException, ServletException {
            servlet.service(request, response);
        }
    }

    /** client_java after the workload. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // by the set-up
    public static class Client {

        private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
        private final ByteArrayOutputStream text = new ByteArrayOutputStream(16 * 1024 * 1024);
        private final ByteArrayOutputStream compressed = new ByteArrayOutputStream(1024 * 1024);
        private ClientJava clientJava;

        /** Plays the workload. */
        @Setup
        public void fill(Size size) {
            Workload workload = size.workload();
            ClientJava client = ClientJava.of(workload);
            Size.play(workload, request -> {
                client.playResolved(request);
                client.playRest(request);
            });
            clientJava = client;
        }

        private void write() throws IOException {
            text.reset();
            writer.write(text, clientJava.registry().scrape());
        }
    }

    /** Micrometer after the workload. */
    @State(Scope.Benchmark)
    public static class Meters {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024 * 1024);
        private final MicrometerPage micrometer = new MicrometerPage();

        /** Plays the workload. */
        @Setup
        public void fill(Size size) {
            Size.play(size.workload(), micrometer::play);
        }
    }

    /** OpenTelemetry after the workload. */
    @State(Scope.Benchmark)
    public static class Sdk {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(32 * 1024 * 1024);
        private final OpenTelemetryPage openTelemetry = new OpenTelemetryPage();

        /** Plays the workload. */
        @Setup
        public void fill(Size size) {
            Size.play(size.workload(), openTelemetry::play);
        }
    }
}
