// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import dev.narthex.export.MetricsPage;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a scrape of about 10,000 series costs: from the counts in memory to the bytes in memory, in text format 0.0.4. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PageBenchmark {

    /** How often the workload is played before a scrape, in requests. */
    private static final int REQUESTS = 25 * Workload.SIZE;

    /** Our page, summed and written. */
    @Benchmark
    public int narthex(Ours ours) {
        try (MetricsPage.Rendered page = ours.render()) {
            return page.size();
        }
    }

    /** The same families by the Prometheus Java client: snapshots, then text. */
    @Benchmark
    public int clientJava(Peer peer) throws IOException {
        peer.out.reset();
        peer.writer.write(peer.out, peer.clientJava.registry().scrape());
        return peer.out.size();
    }

    /** Our page after the workload. */
    @State(Scope.Benchmark)
    public static class Ours {

        private final Workload workload = Workload.ofPage();
        private final Narthex narthex = Narthex.timedByWorkload(workload);
        private final MetricsPage page = MetricsPage.of(narthex.application());

        /** Plays the workload. */
        @Setup
        public void fill() {
            for (int i = 0; i < REQUESTS; i++) {
                narthex.play(workload.request(i));
            }
        }

        MetricsPage.Rendered render() {
            return page.render();
        }
    }

    /** The peer after the workload. */
    @State(Scope.Benchmark)
    public static class Peer {

        private final Workload workload = Workload.ofPage();
        private final ClientJava clientJava = ClientJava.of(workload);
        private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(2 * 1024 * 1024);

        /** Plays the workload. */
        @Setup
        public void fill() {
            for (int i = 0; i < REQUESTS; i++) {
                clientJava.playResolved(workload.request(i));
                clientJava.playRest(workload.request(i));
            }
        }
    }
}
