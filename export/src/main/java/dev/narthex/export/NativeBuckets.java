// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.ExponentialBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.ArrayList;
import java.util.List;

/** The exponential buckets of one series on their way into client_java's model: those that are not empty, ascending. */
final class NativeBuckets {

    /** Prometheus's smallest: only what is 0 is in the zero bucket. It also tells an empty histogram to be native. */
    private static final double ZERO_THRESHOLD = Math.scalb(1.0, -128);

    private final int schema;
    private final List<Integer> indexes = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private long zeros;

    private NativeBuckets(int schema) {
        this.schema = schema;
    }

    /** None yet, of the resolution that we record. */
    static NativeBuckets empty() {
        return new NativeBuckets(ExponentialBuckets.SCHEMA);
    }

    /** What a histogram has that is classic alone. */
    static NativeBuckets none() {
        return new NativeBuckets(HistogramSnapshot.CLASSIC_HISTOGRAM);
    }

    /** Whether it is native at all. */
    boolean present() {
        return schema != HistogramSnapshot.CLASSIC_HISTOGRAM;
    }

    int schema() {
        return schema;
    }

    double zeroThreshold() {
        return present() ? ZERO_THRESHOLD : 0;
    }

    void addZeros(long count) {
        zeros += count;
    }

    /** Adds to a bucket; indexes must not descend. */
    void add(int index, long count) {
        if (count == 0) {
            return;
        }
        int last = indexes.size() - 1;
        if (last >= 0 && indexes.get(last) == index) {
            counts.set(last, counts.get(last) + count);
        } else {
            indexes.add(index);
            counts.add(count);
        }
    }

    long zeros() {
        return zeros;
    }

    /** Those above zero; there are no others. */
    NativeHistogramBuckets model() {
        return NativeHistogramBuckets.of(indexes, counts);
    }
}
