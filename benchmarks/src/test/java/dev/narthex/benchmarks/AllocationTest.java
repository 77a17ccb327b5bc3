// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.narthex.benchmarks.CacheBenchmark.Books;
import dev.narthex.benchmarks.CacheBenchmark.By;
import dev.narthex.benchmarks.CacheBenchmark.Place;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmarks of caches and of the page say about allocation, which noise cannot touch. */
class AllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int LOOKUPS = 20_000;
    /** Half of it is iterators, which the optimising compiler leaves out: with it a page is below 10 KB. */
    private static final long WITHOUT_OPTIMISING_COMPILER = 14 * 1024;

    @ParameterizedTest
    @EnumSource(By.class)
    void aLookUpInACacheAllocatesNothing(By by) {
        Books books = new Books();
        books.by = by;
        books.fill();
        CacheBenchmark benchmark = new CacheBenchmark();
        Place place = new Place();
        long least = least(() -> {
            for (int i = 0; i < LOOKUPS; i++) {
                Objects.requireNonNull(benchmark.hit(books, place));
                Objects.requireNonNull(benchmark.loadingHit(books, place));
            }
        });
        System.out.printf("%s: bytes of %,d look-ups: %,d%n", by, 2 * LOOKUPS, least);
        // Caffeine's buffers are replaced now and then
        assertThat(least).isLessThan(LOOKUPS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 100_000})
    void aPageMakesLittleGarbageWhateverItsSize(int series) {
        PageBenchmark.Size size = new PageBenchmark.Size();
        size.series = series;
        PageBenchmark.Ours ours = new PageBenchmark.Ours();
        ours.fill(size);
        PageBenchmark benchmark = new PageBenchmark();
        long least = least(() -> benchmark.narthex(ours));
        System.out.printf("bytes of garbage of a page of %,d series: %,d%n", series, least);
        assertThat(least).isLessThan(WITHOUT_OPTIMISING_COMPILER);
    }

    @Test
    void theSizesOfPagesAreAboutAsManySeries() {
        for (int series : new int[] {1_000, 10_000, 100_000}) {
            PageBenchmark.Size size = new PageBenchmark.Size();
            size.series = series;
            PageBenchmark.Ours ours = new PageBenchmark.Ours();
            ours.fill(size);
            long lines = ours.render()
                    .text()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .count();
            assertThat(lines).isBetween(series * 95L / 100, series * 105L / 100);
        }
    }

    private static long least(Runnable step) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            step.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
