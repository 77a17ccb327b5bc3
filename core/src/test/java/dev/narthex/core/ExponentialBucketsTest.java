// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentialBucketsTest {

    private static final ExponentialBuckets SECONDS = ExponentialBuckets.of(Unit.SECONDS);

    /** Whether an amount is at most 2^(index/8) units, in whole numbers: both sides to the power of eight. */
    private static boolean isAtMost(long amount, int index, Unit unit) {
        BigInteger left = BigInteger.valueOf(amount).pow(8);
        BigInteger right = BigInteger.valueOf(unit.amountsPerUnit()).pow(8);
        return index < 0 ? left.shiftLeft(-index).compareTo(right) <= 0 : left.compareTo(right.shiftLeft(index)) <= 0;
    }

    @Test
    void powersOfTwoSecondsAreTheLastOfTheirBuckets() {
        assertThat(SECONDS.index(1_000_000_000)).isEqualTo(0);
        assertThat(SECONDS.index(1_000_000_001)).isEqualTo(1);
        assertThat(SECONDS.index(2_000_000_000)).isEqualTo(8);
        assertThat(SECONDS.index(500_000_000)).isEqualTo(-8);
        assertThat(SECONDS.index(1_953_125)).isEqualTo(-72); // 2^-9 s, the smallest power that is whole nanoseconds
        assertThat(SECONDS.index(1_953_126)).isEqualTo(-71);
        assertThat(ExponentialBuckets.of(Unit.BYTES).index(1024)).isEqualTo(80);
        assertThat(ExponentialBuckets.of(Unit.ONE).index(1)).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyAmountIsInTheBucketOfItsValue(long seed) {
        Random random = new Random(seed);
        for (Unit unit : Unit.values()) {
            ExponentialBuckets exponential = ExponentialBuckets.of(unit);
            for (int i = 0; i < 5_000; i++) {
                long amount = 1 + (random.nextLong() >>> random.nextInt(1, 64)) % Long.MAX_VALUE;
                int index = exponential.index(amount);
                assertThat(isAtMost(amount, index, unit) && !isAtMost(amount, index - 1, unit))
                        .as("seed %s: %s %s at %s", seed, amount, unit, index)
                        .isTrue();
            }
        }
    }

    /** What client_java and Prometheus compute with: doubles of seconds, and bounds of {@code pow}. */
    @Test
    void bothSidesOfEveryBoundAreWhereDoublesOfSecondsPutThem() {
        Buckets recorded = SECONDS.buckets();
        int compared = 0;
        for (int bucket = 1; bucket < recorded.size() - 1; bucket++) {
            for (long amount = recorded.bound(bucket); amount <= recorded.bound(bucket) + 1; amount++) {
                if (amount < 1L << 50) { // beyond, a double of seconds no longer tells nanoseconds apart
                    int index = SECONDS.index(amount);
                    double seconds = amount / 1e9;
                    assertThat(seconds).isLessThanOrEqualTo(Math.pow(2, index / 8.0));
                    assertThat(seconds).isGreaterThan(Math.pow(2, (index - 1) / 8.0));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(700);
    }

    @ParameterizedTest
    @EnumSource(Unit.class)
    void theLargestAndTheSmallestAmountHaveABucketToo(Unit unit) {
        ExponentialBuckets exponential = ExponentialBuckets.of(unit);
        Buckets recorded = exponential.buckets();

        assertThat(recorded.index(0)).isZero();
        assertThat(recorded.bound(0)).isZero();
        assertThat(recorded.index(1)).isEqualTo(1);
        assertThat(isAtMost(1, exponential.index(1), unit)).isTrue();
        assertThat(isAtMost(Long.MAX_VALUE, exponential.index(Long.MAX_VALUE), unit))
                .isTrue();
        assertThat(isAtMost(Long.MAX_VALUE, exponential.index(Long.MAX_VALUE) - 1, unit))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void whatIsRecordedInOneBucketHasOneIndex(long seed) {
        Random random = new Random(seed);
        Buckets recorded =
                SECONDS.buckets().union(Settings.create().shortLatencyBuckets()); // as with both kinds of histogram
        for (int i = 0; i < 20_000; i++) {
            long amount = 1 + (random.nextLong() >>> random.nextInt(1, 64)) % Long.MAX_VALUE;
            long bound = recorded.bound(recorded.index(amount));
            assertThat(SECONDS.index(bound))
                    .as("seed %s: %s below %s", seed, amount, bound)
                    .isEqualTo(SECONDS.index(amount));
        }
    }
}
