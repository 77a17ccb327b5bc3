// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {

    @Test
    void boundBelongsToItsOwnBucket() {
        Buckets buckets = Buckets.of(Unit.SECONDS, 0.01, 0.1, 1);

        assertThat(buckets.index(10_000_000)).isEqualTo(0);
        assertThat(buckets.index(10_000_001)).isEqualTo(1);
        assertThat(buckets.index(1_000_000_000)).isEqualTo(2);
        assertThat(buckets.index(1_000_000_001)).isEqualTo(3);
    }

    @Test
    void zeroHasABucketOfItsOwnIfItIsABound() {
        Buckets buckets = Buckets.of(Unit.BYTES, 0, 1, 2);

        assertThat(buckets.index(0)).isEqualTo(0);
        assertThat(buckets.index(1)).isEqualTo(1);
        assertThat(buckets.index(Long.MAX_VALUE)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void indexIsTheFirstBoundThatIsNotBelowTheAmount(long seed) {
        Random random = new Random(seed);
        double[] bounds = random.doubles(1 + random.nextInt(60), 0, (double) (1L << random.nextInt(1, 50)))
                .map(Math::rint)
                .sorted()
                .distinct()
                .toArray();
        Buckets buckets = Buckets.of(Unit.BYTES, bounds);

        for (int i = 0; i < 10_000; i++) {
            long amount = i % 3 == 0
                    ? (long) bounds[random.nextInt(bounds.length)] + random.nextInt(3) - 1
                    : random.nextLong() >>> random.nextInt(1, 64);
            int expected = 0;
            while (expected < bounds.length && amount > bounds[expected]) {
                expected++;
            }
            assertThat(buckets.index(amount))
                    .as("seed %s, amount %s", seed, amount)
                    .isEqualTo(expected);
        }
    }

    @Test
    void unionHasTheBoundsOfBothOnce() {
        Buckets union = Buckets.of(Unit.ONE, 1, 5, 9).union(Buckets.of(Unit.ONE, 5, 7));

        assertThat(union.size()).isEqualTo(5);
        assertThat(union.bound(0)).isEqualTo(1);
        assertThat(union.bound(2)).isEqualTo(7);
        assertThat(union.bound(4)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void boundsThatDoNotAscendAreRefused() {
        assertThatThrownBy(() -> Buckets.of(Unit.ONE, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bounds must ascend: [2.0, 1.0]");
        assertThatThrownBy(() -> Buckets.of(Unit.ONE, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bounds must be finite and not negative: [-1.0]");
    }
}
