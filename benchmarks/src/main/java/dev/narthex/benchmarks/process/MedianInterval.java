// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.process;

import java.util.Arrays;

/**
 * The median of some differences, and between which of them the true median lies with a probability of at least 95%, if
 * there are six or more; by the order statistics, which assume nothing of how they are distributed.
 *
 * @param median the median
 * @param low the lower end of the interval
 * @param high its upper end
 */
public record MedianInterval(double median, double low, double high) {

    private static final double MISSED_AT_MOST = 0.05;

    /** Of at least one number. */
    public static MedianInterval of(double... numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException("a median must be of something");
        }
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        int out = leftOut(sorted.length);
        return new MedianInterval((sorted[last / 2] + sorted[(last + 1) / 2]) / 2, sorted[out], sorted[last - out]);
    }

    /** How many numbers may be left out at each end: each lies below the median with a probability of one half. */
    private static int leftOut(int count) {
        double coefficient = Math.pow(0.5, count);
        double missed = 0;
        int out = 0;
        while (2 * (out + 1) < count) {
            missed += 2 * coefficient; // at most so many lie below, or above
            if (missed > MISSED_AT_MOST) {
                return Math.max(0, out - 1);
            }
            out++;
            coefficient = coefficient * (count - out + 1) / out;
        }
        return Math.max(0, out - 1);
    }
}
