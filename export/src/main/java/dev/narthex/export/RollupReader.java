// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Buckets;
import dev.narthex.core.Cube;
import dev.narthex.core.Distribution;
import dev.narthex.core.Label;
import dev.narthex.core.Rollup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One roll-up while it is read: its series in the order of their birth, and the row of longs that cells are added to. A
 * count has one long a series; a histogram has its published buckets and a sum. Used by one scrape at a time.
 *
 * @param <K> the key
 */
final class RollupReader<K> {

    static final int NOT_SUMMED = -1;

    private final Rollup<K> rollup;
    private final Map<String, Integer> seriesByLabels = new HashMap<>();
    private final List<LabelSet> labels = new ArrayList<>();
    private final Map<String, String> constants;
    private final int width;
    /** Where in a cell this roll-up reads, and for a histogram where each recorded bucket goes. */
    private final int firstSlot;

    private final int[] publishedBuckets;
    private long[] amounts;

    private RollupReader(
            Rollup<K> rollup, Map<String, String> constants, int firstSlot, int[] publishedBuckets, int width) {
        this.constants = constants;
        this.rollup = rollup;
        this.firstSlot = firstSlot;
        this.publishedBuckets = publishedBuckets;
        this.width = width;
        this.amounts = new long[width * 4];
        if (rollup.labels().isEmpty()) {
            seriesOf(List.of()); // there at 0 from the start
        }
    }

    static <K> RollupReader<K> of(Rollup<K> rollup, Cube<K> cube, Map<String, String> constants) {
        if (!rollup.measure().isDistribution()) {
            return new RollupReader<>(
                    rollup, constants, cube.count(rollup.measure()).slot(), new int[0], 1);
        }
        Distribution recorded = cube.distribution(rollup.measure());
        Buckets published = rollup.buckets();
        int[] publishedBuckets = new int[recorded.buckets().size()];
        for (int i = 0; i < publishedBuckets.length; i++) {
            publishedBuckets[i] = published.index(recorded.buckets().bound(i));
        }
        return new RollupReader<>(rollup, constants, recorded.offset(), publishedBuckets, published.size() + 1);
    }

    Rollup<K> rollup() {
        return rollup;
    }

    boolean isHistogram() {
        return publishedBuckets.length > 0;
    }

    /** How many series there are. */
    int size() {
        return labels.size();
    }

    /** The labels of a series. */
    LabelSet labels(int series) {
        return labels.get(series);
    }

    /** One of a series's longs: the count, or a bucket that is not cumulated yet, or behind the buckets the sum. */
    long amount(int series, int index) {
        return amounts[series * width + index];
    }

    /** The amount of a series with these labels; 0 if no cell has made one yet. */
    long amount(String labelSet) {
        Integer series = seriesByLabels.get(labelSet);
        return series == null ? 0 : amount(series, 0);
    }

    void clear() {
        Arrays.fill(amounts, 0);
    }

    /** The series that a cell with this key adds to; born now if it is the first one. */
    int layOut(K key) {
        if (!rollup.accepts(key)) {
            return NOT_SUMMED;
        }
        List<String> values = new ArrayList<>();
        for (Label<K> label : rollup.labels()) {
            values.add(label.value(key));
        }
        return seriesOf(values);
    }

    void add(int series, long[] cell) {
        int target = series * width;
        int slot = firstSlot;
        if (publishedBuckets.length == 0) {
            amounts[target] += cell[slot];
            return;
        }
        for (int bucket : publishedBuckets) {
            amounts[target + bucket] += cell[slot++];
        }
        amounts[target + width - 1] += cell[slot];
    }

    private int seriesOf(List<String> values) {
        LabelSet labelSet = LabelSet.of(rollup.labelNames(), values, constants);
        Integer known = seriesByLabels.get(labelSet.text());
        if (known != null) {
            return known;
        }
        int series = labels.size();
        labels.add(labelSet);
        seriesByLabels.put(labelSet.text(), series);
        if (amounts.length < (series + 1) * width) {
            amounts = Arrays.copyOf(amounts, Math.max(amounts.length * 2, (series + 1) * width));
        }
        return series;
    }
}
