// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export.live;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;

/**
 * One series as its watchers know it: its last numbers, and the samples in which it was born and in which it last
 * changed. Guarded by its {@link Watch}.
 */
final class Series {

    private static final double[] ABSENT = {Double.NaN};

    final int id;
    final int family;
    final Labels labels;
    final long bornAt;
    /** A value; or the counts of the buckets and, behind them, the sum. */
    private double[] numbers = ABSENT;

    private long changedAt;
    private long seenAt;

    Series(int id, int family, Labels labels, long bornAt) {
        this.id = id;
        this.family = family;
        this.labels = labels;
        this.bornAt = bornAt;
    }

    void see(double[] now, long sample) {
        seenAt = sample;
        if (!Arrays.equals(numbers, now)) {
            numbers = now;
            changedAt = sample;
        }
    }

    /** The sample is over; what it did not have is absent. */
    void endSample(long sample) {
        if (seenAt != sample && numbers != ABSENT) {
            numbers = ABSENT;
            changedAt = sample;
        }
    }

    boolean changedSince(long sample) {
        return changedAt > sample;
    }

    /** Writes {@code [id,value]}, or {@code [id,sum,bucket,count,…]} with those buckets alone that have something. */
    void writeTo(Json json, boolean histogram) {
        json.open('[').value(id).value(numbers[numbers.length - 1]);
        if (histogram) {
            for (int i = 0; i < numbers.length - 1; i++) {
                if (numbers[i] != 0) {
                    json.value(i).value(numbers[i]);
                }
            }
        }
        json.close(']');
    }
}
