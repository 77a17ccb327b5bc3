// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What the benchmark's transaction allocates on its own thread; the least of many, since H2 makes a page now and then. */
class EntityBenchmarkTest {

    private static final int TRANSACTIONS = 60;

    /** Far below the 16,000 bytes of the smallest object an entity. */
    private static final long A_TRANSACTIONS_OWN = 2_000;

    @Test
    void aThousandEntitiesAllocateNoMoreThanOneTransaction() {
        long bare = allocated("a hollow listener", 1_000);
        long measured = allocated("narthex", 1_000);
        System.out.printf("bytes of 1,000 entities: %,d; measured: %,d%n", bare, measured);

        assertThat(measured - bare).isLessThan(A_TRANSACTIONS_OWN);
    }

    @Test
    void aTransactionOfOneEntityAllocatesLittle() {
        long bare = allocated("a hollow listener", 1);
        long measured = allocated("narthex", 1);
        System.out.printf("bytes of 1 entity: %,d; measured: %,d%n", bare, measured);

        assertThat(measured - bare).isBetween(1L, 512L);
    }

    @Test
    void hibernatesStatisticsCountEveryEntityForMicrometer() {
        EntityBenchmark benchmark = new EntityBenchmark();
        benchmark.listening = "micrometer";
        benchmark.entities = 1_000;
        benchmark.start();
        try {
            benchmark.empty();
            benchmark.persist();
            assertThat(benchmark.page())
                    .contains("hibernate_entities_inserts_total{entityManagerFactory=\"leaves\"} 1000.0");
        } finally {
            benchmark.stop();
        }
    }

    private static long allocated(String listening, int entities) {
        EntityBenchmark benchmark = new EntityBenchmark();
        benchmark.listening = listening;
        benchmark.entities = entities;
        benchmark.start();
        try {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < TRANSACTIONS; i++) {
                benchmark.empty();
                least = Math.min(least, allocated(benchmark));
            }
            return least;
        } finally {
            benchmark.stop();
        }
    }

    private static long allocated(EntityBenchmark benchmark) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        benchmark.persist();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
