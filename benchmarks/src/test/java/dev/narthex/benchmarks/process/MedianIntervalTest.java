// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MedianIntervalTest {

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(MedianInterval.of(4, 1, 3, 2).median()).isEqualTo(2.5);
        assertThat(MedianInterval.of(5, 1, 3).median()).isEqualTo(3);
    }

    @Test
    void ofTwelveNumbersTheIntervalReachesFromTheThirdToTheTenth() {
        MedianInterval interval = MedianInterval.of(12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(interval).isEqualTo(new MedianInterval(6.5, 3, 10));
    }

    @Test
    void ofSixNumbersOrFewerItIsAllOfThem() {
        assertThat(MedianInterval.of(6, 5, 4, 3, 2, 1)).isEqualTo(new MedianInterval(3.5, 1, 6));
        assertThat(MedianInterval.of(2, 1)).isEqualTo(new MedianInterval(1.5, 1, 2));
        assertThat(MedianInterval.of(7)).isEqualTo(new MedianInterval(7, 7, 7));
    }

    @Test
    void theTrueMedianLiesInNineteenOfTwentyIntervals() {
        Random random = new Random(20_261_125);
        int missed = 0;
        for (int i = 0; i < 10_000; i++) {
            MedianInterval interval = MedianInterval.of(
                    random.doubles(12).map(number -> number * number).toArray());
            missed += interval.low() > 0.25 || interval.high() < 0.25 ? 1 : 0;
        }
        assertThat(missed).isBetween(300, 500); // 3.86%
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(MedianInterval::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a median must be of something");
    }
}
