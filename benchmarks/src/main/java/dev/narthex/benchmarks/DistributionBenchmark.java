// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import dev.narthex.core.Buckets;
import dev.narthex.core.Cell;
import dev.narthex.core.Cube;
import dev.narthex.core.Distribution;
import dev.narthex.core.Histograms;
import dev.narthex.core.Measure;
import dev.narthex.core.Rollup;
import dev.narthex.core.Settings;
import dev.narthex.core.Unit;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** One duration observed in one distribution that is published as classic, as native or as both; and by the peer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DistributionBenchmark {

    /** What drawing a duration costs in all figures. */
    @Benchmark
    public long workloadAlone(Durations durations) {
        return durations.next();
    }

    /** Ours, the cell at hand. */
    @Benchmark
    public void narthex(Durations durations, Ours ours) {
        ours.cell.observe(ours.distribution, durations.next());
    }

    /** The peer, the child at hand. */
    @Benchmark
    public void clientJava(Durations durations, Peer peer) {
        peer.child.observe(durations.next() / 1e9);
    }

    /** Durations of requests, log-normal, drawn before. */
    @State(Scope.Thread)
    public static class Durations {

        private final Workload workload = Workload.ofRequests();
        private final long[] nanos = new long[workload.size()];
        private int next;

        /** Draws them. */
        @Setup
        public void draw() {
            for (int i = 0; i < nanos.length; i++) {
                nanos[i] = workload.request(i).totalNanos();
            }
        }

        long next() {
            return nanos[next++ & (nanos.length - 1)];
        }
    }

    /** Our distribution, with the bounds of latencies. */
    @State(Scope.Benchmark)
    public static class Ours {

        private static final Measure<String> STARTED = Measure.count("started", Unit.ONE);
        private static final Measure<String> TIME = Measure.distribution("time", Unit.SECONDS);
        private static final Buckets BOUNDS = Settings.create().latencyBuckets();

        /** What it is published as. */
        @Param
        public Histograms published = Histograms.CLASSIC;

        private Cube<String> cube = cube(published);
        private Distribution distribution = cube.distribution(TIME);
        private Cell<String> cell = cube.cell("one");

        /** Makes the cell. */
        @Setup
        public void make() {
            this.cube = cube(published);
            this.distribution = cube.distribution(TIME);
            this.cell = cube.cell("one");
        }

        private static Cube<String> cube(Histograms histograms) {
            return Cube.<String>builder("times")
                    .records(STARTED)
                    .records(TIME)
                    .histograms(histograms)
                    .published(List.of(Rollup.histogram(TIME, "time_seconds", "Times.", BOUNDS)))
                    .build();
        }
    }

    /** The peer's histogram, with the same bounds and the same resolution, without exemplars. */
    @State(Scope.Benchmark)
    public static class Peer {

        /** What it is published as. */
        @Param
        public Histograms published = Histograms.CLASSIC;

        private DistributionDataPoint child = child(published);

        /** Makes the child. */
        @Setup
        public void make() {
            this.child = child(published);
        }

        private static DistributionDataPoint child(Histograms histograms) {
            Histogram.Builder histogram = Histogram.builder()
                    .name("time_seconds")
                    .labelNames("name")
                    .classicUpperBounds(ClientJava.LATENCY_BOUNDS);
            return ClientJava.published(histogram, histograms).labelValues("one");
        }
    }
}
