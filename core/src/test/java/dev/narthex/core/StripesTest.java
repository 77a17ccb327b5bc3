// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StripesTest {

    private static final int THREADS = 8;
    private static final int ADDS = 200_000;

    @Test
    void nothingIsLostWhenThreadsCollide() throws InterruptedException {
        nothingIsLost(new Stripes(3), 1, 2);
    }

    @Test
    void nothingIsLostWhenThreadsMakeTheBlocksOfASparseRow() throws InterruptedException {
        nothingIsLost(new SparseStripes(500), 123, 499);
        nothingIsLost(new SparseStripes(500), 499, 16);
    }

    @Test
    void threadsThatNeedABlockAtTheSameTimeShareOne() throws InterruptedException {
        List<SparseStripes> rows =
                Stream.generate(() -> new SparseStripes(16)).limit(20_000).toList();
        inParallel(() -> rows.forEach(row -> row.add(3, 1)));

        assertThat(rows).allMatch(row -> row.sum(3) == THREADS);
    }

    private static void nothingIsLost(Slots slots, int bucket, int sum) throws InterruptedException {
        inParallel(() -> {
            for (int i = 0; i < ADDS; i++) {
                slots.add(0, 1);
                slots.addBoth(bucket, sum, 5);
            }
        });

        assertThat(slots.sum(0)).isEqualTo((long) THREADS * ADDS);
        assertThat(slots.sum(bucket)).isEqualTo((long) THREADS * ADDS);
        assertThat(slots.sum(sum)).isEqualTo(5L * THREADS * ADDS);
        long[] sums = new long[501];
        Arrays.fill(sums, -1);
        slots.sumInto(sums, 0);
        assertThat(sums[0]).isEqualTo((long) THREADS * ADDS);
        assertThat(sums[bucket]).isEqualTo((long) THREADS * ADDS);
        assertThat(sums[sum]).isEqualTo(5L * THREADS * ADDS);
        assertThat(sums[500]).isEqualTo(-1);
        assertThat(Arrays.stream(sums).filter(slot -> slot > 0).count()).isEqualTo(3);
    }

    /** Four threads at a time observe four distributions each, of which one is not known every other time. */
    @Test
    void nothingIsLostOfWhatIsObservedTogether() throws InterruptedException {
        together(new Stripes(12));
        together(new SparseStripes(12));
        together(new TracedSlots(new Stripes(12), 3));
    }

    private static void together(Slots slots) throws InterruptedException {
        Distributions four = new Distributions(place(0), place(1), place(2), place(3));
        inParallel(() -> {
            for (int i = 0; i < ADDS; i++) {
                slots.addAll(four, 1, i % 2 == 0 ? -1 : 2, 50, 0);
            }
        });

        long all = (long) THREADS * ADDS;
        long[] sums = new long[12];
        slots.sumInto(sums, 0);
        assertThat(sums).containsExactly(all, all, 50 * all, 0, all, 0, all / 2, 0, 0, all, all, 0);
    }

    /** The sums of all in front, then two buckets each, up to 10 and above. */
    private static Distribution place(int number) {
        Buckets upToTen = Buckets.ofAmounts(new long[] {10});
        return new Distribution(number, 4 + 2 * number, upToTen, Histograms.CLASSIC, ExemplarSampler.None.INSTANCE);
    }

    /** A thread that loses its processor between closing and opening a gate, or dies there. */
    @Test
    void aThreadThatStaysInsideKeepsNobodyFromCounting() throws InterruptedException {
        Stripes stripes = new Stripes(new long[] {1, 0, 0, 0});
        nothingIsLost(stripes, 1, 2);

        assertThat(stripes.count()).as("rows: more of them would help nobody").isEqualTo(1);
    }

    @Test
    void threadsThatKeepMeetingMakeItGrow() throws InterruptedException {
        Stripes stripes = new Stripes(1);
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (stripes.count() == 1 && System.nanoTime() < deadline) {
            inParallel(() -> {
                for (int i = 0; i < ADDS; i++) {
                    stripes.add(0, 1);
                }
            });
        }

        assertThat(stripes.count()).isGreaterThan(1);
    }

    @Test
    void oneThreadNeverMakesItGrow() {
        Stripes stripes = new Stripes(1);
        for (int i = 0; i < ADDS; i++) {
            stripes.add(0, 1);
        }

        assertThat(stripes.count()).isEqualTo(1);
    }

    @Test
    void sumNeverFallsWhileItGrows() throws InterruptedException {
        Stripes stripes = new Stripes(1);
        List<Long> falls = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            long before = 0;
            while (!done.get()) {
                long now = stripes.sum(0);
                if (now < before) {
                    falls.add(now - before);
                }
                before = now;
            }
        });
        reader.start();
        inParallel(() -> {
            for (int i = 0; i < ADDS; i++) {
                stripes.add(0, 1);
            }
        });
        done.set(true);
        reader.join();

        assertThat(falls).isEmpty();
        assertThat(stripes.sum(0)).isEqualTo((long) THREADS * ADDS);
    }

    private static void inParallel(Runnable work) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    work.run();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
