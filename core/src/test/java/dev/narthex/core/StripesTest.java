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
