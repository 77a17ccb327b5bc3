// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import dev.narthex.benchmarks.RequestBenchmark.Cursor;
import io.micrometer.observation.Observation;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one request costs its thread by those who are used instead, each as its documentation advises and at its best:
 * what can be looked up before the request is. The requests are those of {@link RequestBenchmark}; no clock is read but
 * where the name says so.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PeerBenchmark {

    /** Ten counters and four histograms: every child resolved, no look-up at all. */
    @Benchmark
    public void clientJavaResolved(Cursor cursor, Client client) {
        client.clientJava.playResolved(cursor.next());
    }

    /** The same with all children of a kind of request found by one key. */
    @Benchmark
    public void clientJavaByKey(Cursor cursor, Client client) {
        client.clientJava.playByKey(cursor.next());
    }

    /** The same as most people use it: by the values of the labels. */
    @Benchmark
    public void clientJavaNaive(Cursor cursor, Client client) {
        client.clientJava.playNaively(cursor.next());
    }

    /** One histogram: the timer is at hand. */
    @Benchmark
    public void micrometerTimerResolved(Cursor cursor, Meters meters) {
        meters.micrometer.recordResolved(cursor.next());
    }

    /** One histogram: the timer is found by its tags. */
    @Benchmark
    public void micrometerTimerByTags(Cursor cursor, Meters meters) {
        meters.micrometer.recordByTags(cursor.next());
    }

    /** One histogram and the requests in flight: what Spring's filter does. */
    @Benchmark
    public Observation springObservation(Cursor cursor, Meters meters, Exchanged exchanged) {
        return meters.micrometer.observe(cursor.next(), exchanged.request, exchanged.response);
    }

    /** The same with the reads of the virtual machine's clock. */
    @Benchmark
    public Observation springObservationWithClock(Cursor cursor, MetersTimedBySystem meters, Exchanged exchanged) {
        return meters.micrometer.observe(cursor.next(), exchanged.request, exchanged.response);
    }

    /** One histogram: its attributes are at hand. */
    @Benchmark
    public void openTelemetryOne(Cursor cursor, Sdk sdk) {
        sdk.openTelemetry.recordOne(cursor.next());
    }

    /** Four histograms and the requests in flight: their attributes are at hand. */
    @Benchmark
    public void openTelemetryFour(Cursor cursor, Sdk sdk) {
        sdk.openTelemetry.recordFour(cursor.next());
    }

    /** One histogram: what the instrumentations of OpenTelemetry do. */
    @Benchmark
    public Context openTelemetryHttpServerMetrics(Cursor cursor, Sdk sdk) {
        return sdk.openTelemetry.listen(cursor.next());
    }

    /** client_java. */
    @State(Scope.Benchmark)
    public static class Client {
        private final ClientJava clientJava = ClientJava.of(Workload.ofRequests());
    }

    /** Micrometer, timed by the workload. */
    @State(Scope.Benchmark)
    public static class Meters {
        private final Micrometer micrometer = Micrometer.timedByWorkload(Workload.ofRequests());
    }

    /** Micrometer, timed by the virtual machine. */
    @State(Scope.Benchmark)
    public static class MetersTimedBySystem {
        private final Micrometer micrometer = Micrometer.timedBySystem(Workload.ofRequests());
    }

    /** OpenTelemetry. */
    @State(Scope.Benchmark)
    public static class Sdk {
        private final OpenTelemetry openTelemetry = OpenTelemetry.of(Workload.ofRequests());
    }

    /** What the container would hand over, one a thread. */
    @State(Scope.Thread)
    public static class Exchanged {
        private final StubRequest request = StubRequest.create();
        private final StubResponse response = StubResponse.create();
    }
}
