// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CubeTest {

    record Key(String page, String outcome) {
        Key folded() {
            return new Key(Dimension.OTHER, outcome);
        }
    }

    private static final Dimension<Key> PAGE = Dimension.open("page", Key::page);
    private static final Dimension<Key> OUTCOME = Dimension.closed("outcome", Key::outcome);
    private static final Measure<Key> VISITS = Measure.count("visits", Unit.ONE);
    private static final Measure<Key> TIME = Measure.distribution("time", Unit.SECONDS);

    private static Cube<Key> cube(int maxCells, Family... published) {
        return cube(Histograms.CLASSIC, maxCells, published);
    }

    private static Cube<Key> cube(Histograms histograms, int maxCells, Family... published) {
        return Cube.<Key>builder("visits")
                .histograms(histograms)
                .records(VISITS)
                .records(TIME)
                .folding(Key::folded)
                .maxCells(maxCells)
                .published(List.of(published))
                .build();
    }

    private static long total(Cube<Key> cube) {
        return cube.cellsFrom(0).stream().mapToLong(cell -> cell.sum(0)).sum();
    }

    @Test
    void sameKeyHasTheSameCell() {
        Cube<Key> cube = cube(10);

        assertThat(cube.cell(new Key("a", "ok"))).isSameAs(cube.cell(new Key("a", "ok")));
        assertThat(cube.cell(new Key("a", "ok"))).isNotSameAs(cube.cell(new Key("b", "ok")));
        assertThat(cube.size()).isEqualTo(2);
    }

    @Test
    void cellsAreGivenOutInTheOrderOfTheirBirth() {
        Cube<Key> cube = cube(10);
        cube.cell(new Key("b", "ok"));
        cube.cell(new Key("a", "ok"));
        cube.cell(new Key("b", "ok"));
        cube.cell(new Key("c", "ok"));

        assertThat(cube.cellsFrom(1)).extracting(cell -> cell.key().page()).containsExactly("a", "c");
    }

    @Nested
    class Distributions {

        @Test
        void areSharedByCellsThatAgreeOnWhatTheFamiliesKeep() {
            Cube<Key> cube = cube(
                    10,
                    Rollup.histogram(TIME, "time_seconds", "Time.", Buckets.of(Unit.SECONDS, 1))
                            .by(OUTCOME));
            Distribution time = cube.distribution(TIME);
            cube.cell(new Key("a", "ok")).observe(time, 1);
            cube.cell(new Key("b", "ok")).observe(time, 2);
            cube.cell(new Key("a", "failed")).observe(time, 4);

            assertThat(cube.distributionCellsFrom(0))
                    .extracting(cell -> cell.sum(time.sumSlot()))
                    .containsExactly(3L, 4L);
        }

        @Test
        void keepTheDimensionsOfConditionsToo() {
            Cube<Key> cube = cube(
                    10,
                    Rollup.histogram(TIME, "time_seconds", "Time.", Buckets.of(Unit.SECONDS, 1))
                            .where(PAGE.in("a")));
            cube.cell(new Key("a", "ok"));
            cube.cell(new Key("b", "ok"));
            cube.cell(new Key("b", "failed"));

            assertThat(cube.distributionCellsFrom(0)).hasSize(2);
        }

        @Test
        void recordTheBoundsOfAllFamilies() {
            Cube<Key> cube = cube(
                    10,
                    Rollup.histogram(TIME, "a_seconds", "A.", Buckets.of(Unit.SECONDS, 1, 2)),
                    Rollup.histogram(TIME, "b_seconds", "B.", Buckets.of(Unit.SECONDS, 2, 3)));

            assertThat(cube.distribution(TIME).buckets().size()).isEqualTo(4);
        }
    }

    @Nested
    class ExponentialDistributions {

        private static final Rollup<Key> BY_PAGE = Rollup.histogram(
                        TIME, "time_seconds", "Time.", Buckets.of(Unit.SECONDS, 0.001, 0.1, 1))
                .by(PAGE);

        /** The count and the sum by the index of Prometheus, all cells together; the zero bucket at the least index. */
        private static Map<Integer, Long> merged(Cube<Key> cube) {
            Distribution time = cube.distribution(TIME);
            Map<Integer, Long> counts = new TreeMap<>();
            for (Cell<Key> cell : cube.distributionCellsFrom(0)) {
                for (int bucket = 0; bucket < time.buckets().size(); bucket++) {
                    long bound = time.buckets().bound(bucket);
                    int index = bound == 0
                            ? Integer.MIN_VALUE
                            : ExponentialBuckets.of(Unit.SECONDS).index(bound);
                    long count = cell.sum(time.offset() + bucket);
                    if (count > 0) {
                        counts.merge(index, count, Long::sum);
                    }
                }
            }
            return counts;
        }

        private static long sum(Cube<Key> cube) {
            int slot = cube.distribution(TIME).sumSlot();
            return cube.distributionCellsFrom(0).stream()
                    .mapToLong(cell -> cell.sum(slot))
                    .sum();
        }

        @ParameterizedTest
        @ValueSource(longs = {21, 22, 23, 24, 25, 26})
        void mergedCellsEqualOneThatObservedEverything(long seed) {
            Random random = new Random(seed);
            Histograms histograms = random.nextBoolean() ? Histograms.BOTH : Histograms.NATIVE;
            Cube<Key> many = cube(histograms, 100, BY_PAGE);
            Cube<Key> one = cube(histograms, 100, BY_PAGE);
            Map<Integer, Long> expected = new TreeMap<>();
            for (int i = 0; i < 20_000; i++) {
                long amount = random.nextInt(10) == 0 ? 0 : random.nextLong() >>> random.nextInt(10, 64);
                many.cell(new Key("page " + random.nextInt(20), "ok")).observe(many.distribution(TIME), amount);
                one.cell(new Key("all", "ok")).observe(one.distribution(TIME), amount);
                expected.merge(
                        amount == 0
                                ? Integer.MIN_VALUE
                                : ExponentialBuckets.of(Unit.SECONDS).index(amount),
                        1L,
                        Long::sum);
            }

            assertThat(many.distributionCellsFrom(0)).as("seed %s", seed).hasSize(20);
            assertThat(merged(many)).as("seed %s", seed).isEqualTo(expected);
            assertThat(merged(one)).as("seed %s", seed).isEqualTo(expected);
            assertThat(sum(many)).as("seed %s", seed).isEqualTo(sum(one));
        }

        @Test
        void areNotRecordedWhereNobodyPublishesThem() {
            Cube<Key> cube = cube(Histograms.BOTH, 10);

            assertThat(cube.distribution(TIME).buckets().size()).isEqualTo(1);
            assertThat(cube.distributionSlots()).isEqualTo(2);
        }

        @Test
        void areNotRecordedUnlessAskedFor() {
            assertThat(cube(10, BY_PAGE).distributionSlots()).isEqualTo(5);
        }
    }

    /** E15. */
    @Nested
    class Limit {

        @Test
        void foldsOpenDimensionsAndKeepsClosedOnes() {
            Cube<Key> cube = cube(2);
            cube.cell(new Key("a", "ok")).count();
            cube.cell(new Key("b", "ok")).count();
            cube.cell(new Key("c", "ok")).count();
            cube.cell(new Key("d", "failed")).count();
            cube.cell(new Key("e", "failed")).count();

            assertThat(cube.cell(new Key("e", "failed")).key()).isEqualTo(new Key("<other>", "failed"));
            assertThat(cube.cell(new Key("a", "ok")).key()).isEqualTo(new Key("a", "ok"));
            assertThat(cube.size()).isEqualTo(4);
            assertThat(cube.folded()).isEqualTo(3);
            assertThat(total(cube)).isEqualTo(5);
        }

        @Test
        void losesNoCountWhenManyThreadsReachIt() throws InterruptedException {
            int threads = 16;
            int distinct = 20_000;
            Cube<Key> cube = cube(100);
            List<Thread> all = IntStream.range(0, threads)
                    .mapToObj(thread -> new Thread(() -> {
                        for (int i = 0; i < distinct; i++) {
                            cube.cell(new Key("page " + (i * 31 + thread) % distinct, i % 2 == 0 ? "ok" : "failed"))
                                    .count();
                        }
                    }))
                    .toList();
            all.forEach(Thread::start);
            for (Thread thread : all) {
                thread.join();
            }

            assertThat(total(cube)).isEqualTo((long) threads * distinct);
            assertThat(cube.size()).isEqualTo(102);
        }

        @Test
        void mustBePositive() {
            assertThatThrownBy(() -> cube(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("maxCells must be positive: 0");
        }
    }

    @Test
    void unknownMeasureIsRefused() {
        Measure<Key> other = Measure.count("other", Unit.ONE);

        assertThatThrownBy(() -> cube(1).count(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'other' is not a count of visits: [visits]");
    }

    @Test
    void countMustNotBePublishedAsAHistogram() {
        assertThatThrownBy(() -> Rollup.histogram(VISITS, "visits", "Visits.", Buckets.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("visits");
    }
}
