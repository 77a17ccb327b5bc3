// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Buckets;
import dev.narthex.core.Distribution;
import dev.narthex.core.ExponentialBuckets;
import dev.narthex.core.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The exponential buckets of a roll-up's series while they are read. Of the hundreds that there could be a series keeps
 * those between the lowest and the highest that ever had anything. Used by one scrape at a time.
 */
final class NativeCounts {

    /** The recorded bucket of 0, before all others. */
    private static final int ZERO = 0;

    /** For each recorded bucket the index that Prometheus gives it; several may have one. Empty where none is native. */
    private final int[] indexes;

    private final List<Row> rows = new ArrayList<>();

    private NativeCounts(int[] indexes) {
        this.indexes = indexes;
    }

    static NativeCounts of(Distribution recorded, Unit unit) {
        if (!recorded.histograms().exponential()) {
            return none();
        }
        Buckets buckets = recorded.buckets();
        int[] indexes = new int[buckets.size()];
        for (int bucket = ZERO + 1; bucket < indexes.length; bucket++) {
            indexes[bucket] = ExponentialBuckets.of(unit).index(buckets.bound(bucket));
        }
        return new NativeCounts(indexes);
    }

    static NativeCounts none() {
        return new NativeCounts(new int[0]);
    }

    void addSeries() {
        rows.add(new Row());
    }

    void clear() {
        for (Row row : rows) {
            Arrays.fill(row.counts, 0);
        }
    }

    /** Adds the recorded buckets that stand in a cell from a slot on. */
    void add(int series, long[] cell, int firstSlot) {
        int first = 0;
        int end = indexes.length;
        while (first < end && cell[firstSlot + first] == 0) {
            first++;
        }
        while (end > first && cell[firstSlot + end - 1] == 0) {
            end--;
        }
        if (first < end) {
            Row row = rows.get(series);
            row.cover(first, end);
            for (int bucket = first; bucket < end; bucket++) {
                row.counts[bucket - row.first] += cell[firstSlot + bucket];
            }
        }
    }

    /** What a series has now. */
    NativeBuckets buckets(int series) {
        if (indexes.length == 0) {
            return NativeBuckets.none();
        }
        Row row = rows.get(series);
        NativeBuckets buckets = NativeBuckets.empty();
        for (int i = 0; i < row.counts.length; i++) {
            int bucket = row.first + i;
            if (bucket == ZERO) {
                buckets.addZeros(row.counts[i]);
            } else {
                buckets.add(indexes[bucket], row.counts[i]);
            }
        }
        return buckets;
    }

    /** The recorded buckets of one series, without those before the first and behind the last that is used. */
    private static final class Row {

        private int first;
        private long[] counts = new long[0];

        void cover(int from, int end) {
            if (counts.length == 0) {
                first = from;
                counts = new long[end - from];
            } else if (from < first || end > first + counts.length) {
                int newFirst = Math.min(first, from);
                long[] wider = new long[Math.max(first + counts.length, end) - newFirst];
                System.arraycopy(counts, 0, wider, first - newFirst, counts.length);
                first = newFirst;
                counts = wider;
            }
        }
    }
}
