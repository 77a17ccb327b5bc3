// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import dev.narthex.core.Histograms;
import dev.narthex.export.MetricsPage;
import dev.narthex.http.Exchange;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * What the metrics of one request cost its thread, in parts and as a whole; the peers are in {@link PeerBenchmark}. The clock is
 * left out but where the name says otherwise. Exchanges are handed to JMH, so that they are real objects, as in a
 * servlet container.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestBenchmark {

    /** As many bytes as an exchange has, with the header of an array. */
    private static final int EXCHANGE_BYTES = 104 - 16;

    /** The yardstick of this machine: 59 ns where the targets were set. */
    @Benchmark
    public long clockReadTwice() {
        long before = System.nanoTime();
        return System.nanoTime() - before;
    }

    /** An atomic addition that no other thread competes for: most of a request is made of such operations. */
    @Benchmark
    public long atomicAddition(Counter counter) {
        return counter.value.getAndIncrement();
    }

    /** What the measurement itself costs in all figures below: a request is drawn, its clock is set and read. */
    @Benchmark
    public long workloadAlone(Cursor cursor, Ours ours) {
        return ours.narthex.turnClock(cursor.next());
    }

    /** Memory for an object of an exchange's size, cleared. */
    @Benchmark
    public byte[] exchangeMemory() {
        return new byte[EXCHANGE_BYTES];
    }

    /** The exchange and the count of its arrival. */
    @Benchmark
    public Exchange arrival(Cursor cursor, Ours ours) {
        return ours.narthex.arrive(cursor.next());
    }

    /** Arrival, entry and view, the exchange included. */
    @Benchmark
    public Exchange arrivalEntryView(Cursor cursor, Ours ours) {
        return ours.narthex.open(cursor.next());
    }

    /** The completion alone. */
    @Benchmark
    @OperationsPerInvocation(Batch.SIZE)
    public void completion(Batch batch, Ours ours) {
        for (int i = 0; i < Batch.SIZE; i++) {
            ours.narthex.complete(batch.exchanges[i], batch.requests[i]);
        }
    }

    /** From arrival to completion, the exchange included. */
    @Benchmark
    public Exchange request(Cursor cursor, Ours ours) {
        return ours.narthex.play(cursor.next());
    }

    /** The same with native histograms beside the classic ones. */
    @Benchmark
    public Exchange requestWithNativeHistograms(Cursor cursor, OursWithNativeHistograms ours) {
        return ours.narthex.play(cursor.next());
    }

    /** The same with four reads of the virtual machine's clock. */
    @Benchmark
    public Exchange requestWithClock(Cursor cursor, OursTimedBySystem ours) {
        return ours.narthex.play(cursor.next());
    }

    /** The same while another thread renders the page again and again, without a pause; its bytes are counted too. */
    @Benchmark
    public Exchange requestWhileScraped(Cursor cursor, Ours ours, Scraper scraper) {
        return ours.narthex.play(cursor.next());
    }

    /** What all threads of a run are given. */
    @State(Scope.Benchmark)
    public static class Shop {

        /** 40 as a rule; 1 where threads shall meet. */
        @Param("40")
        public int views = 40;

        Workload workload() {
            return views == 1 ? Workload.ofOneView() : Workload.ofRequests();
        }
    }

    /** The workload, and where a thread stands in it. */
    @State(Scope.Thread)
    public static class Cursor {

        @SuppressWarnings("NullAway.Init") // by the set-up
        private Workload workload;

        private int next;

        /** Threads start far apart. */
        @Setup
        public void start(Shop shop, ThreadParams thread) {
            workload = shop.workload();
            next = thread.getThreadIndex() * 1_777;
        }

        Request next() {
            return workload.request(next++);
        }
    }

    /** A number that one thread adds to. */
    @State(Scope.Thread)
    public static class Counter {
        private final AtomicLong value = new AtomicLong();
    }

    /** Our metrics, timed by the workload. */
    @State(Scope.Benchmark)
    public static class Ours {

        @SuppressWarnings("NullAway.Init") // by the set-up
        private Narthex narthex;

        /** Finds the views. */
        @Setup
        public void start(Shop shop) {
            narthex = Narthex.timedByWorkload(shop.workload());
        }
    }

    /** Who scrapes beside the requests. */
    @State(Scope.Benchmark)
    public static class Scraper {

        private volatile boolean done;

        @SuppressWarnings("NullAway.Init") // by the set-up
        private Thread thread;

        /** Starts. */
        @Setup
        public void start(Ours ours) {
            MetricsPage page = MetricsPage.of(ours.narthex.application());
            thread = new Thread(() -> {
                while (!done) {
                    page.render().close();
                }
            });
            done = false;
            thread.start();
        }

        /** Ends. */
        @TearDown
        public void stop() throws InterruptedException {
            done = true;
            thread.join();
        }
    }

    /** Our metrics, both kinds of histograms. */
    @State(Scope.Benchmark)
    public static class OursWithNativeHistograms {
        private final Narthex narthex = Narthex.publishing(Histograms.BOTH, Workload.ofRequests());
    }

    /** Our metrics, timed by the virtual machine. */
    @State(Scope.Benchmark)
    public static class OursTimedBySystem {
        private final Narthex narthex = Narthex.timedBySystem(Workload.ofRequests());
    }

    /**
     * Exchanges that only have to be completed. They are opened beside the measured time: so many that reading the clock
     * around a batch costs a tenth of a nanosecond each, so few that they stay in the first-level cache.
     */
    @State(Scope.Thread)
    public static class Batch {

        static final int SIZE = 256;

        private final Request[] requests = new Request[SIZE];
        private final Exchange[] exchanges = new Exchange[SIZE];

        /** Opens the next exchanges. */
        @Setup(Level.Invocation)
        public void open(Cursor cursor, Ours ours) {
            for (int i = 0; i < SIZE; i++) {
                requests[i] = cursor.next();
                exchanges[i] = ours.narthex.open(requests[i]);
                ours.narthex.describe(exchanges[i], requests[i]);
            }
        }
    }
}
