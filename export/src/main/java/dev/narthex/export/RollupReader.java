// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Buckets;
import dev.narthex.core.Cell;
import dev.narthex.core.Cube;
import dev.narthex.core.Distribution;
import dev.narthex.core.Exemplar;
import dev.narthex.core.Label;
import dev.narthex.core.Rollup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    private final int sumSlot;
    private final Buckets published;
    private final int[] publishedBuckets;
    private final NativeCounts nativeCounts;
    private final LatestExemplars exemplars;
    private long[] amounts;

    /** Reads a count. */
    private RollupReader(Rollup<K> rollup, Map<String, String> constants, int slot) {
        this.constants = constants;
        this.rollup = rollup;
        this.firstSlot = slot;
        this.sumSlot = slot;
        this.published = Buckets.none();
        this.publishedBuckets = new int[0];
        this.nativeCounts = NativeCounts.none();
        this.exemplars = LatestExemplars.none();
        this.width = 1;
        this.amounts = new long[4];
        startAtZero();
    }

    /** Reads a distribution. */
    private RollupReader(Rollup<K> rollup, Map<String, String> constants, Distribution recorded) {
        this.constants = constants;
        this.rollup = rollup;
        this.firstSlot = recorded.offset();
        this.sumSlot = recorded.sumSlot();
        this.published = recorded.histograms().classic() ? rollup.buckets() : Buckets.none();
        this.publishedBuckets = new int[recorded.buckets().size()];
        for (int i = 0; i < publishedBuckets.length; i++) {
            publishedBuckets[i] = published.index(recorded.buckets().bound(i));
        }
        this.nativeCounts = NativeCounts.of(recorded, rollup.measure().unit());
        this.exemplars = LatestExemplars.of(recorded, published);
        this.width = published.size() + 1;
        this.amounts = new long[width * 4];
        startAtZero();
    }

    static <K> RollupReader<K> of(Rollup<K> rollup, Cube<K> cube, Map<String, String> constants) {
        return rollup.measure().isDistribution()
                ? new RollupReader<>(rollup, constants, cube.distribution(rollup.measure()))
                : new RollupReader<>(
                        rollup, constants, cube.count(rollup.measure()).slot());
    }

    private void startAtZero() {
        if (rollup.labels().isEmpty()) {
            seriesOf(List.of());
        }
    }

    Rollup<K> rollup() {
        return rollup;
    }

    boolean isHistogram() {
        return publishedBuckets.length > 0;
    }

    /** The bounds of its classic buckets; none if it has native ones alone. */
    Buckets published() {
        return published;
    }

    /** Its native buckets; without any if it has none. */
    NativeCounts nativeCounts() {
        return nativeCounts;
    }

    /** The exemplar of one of a series's buckets; null where there is none. */
    @Nullable
    Exemplar exemplar(int series, int bucket) {
        return exemplars.at(series, bucket);
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
        nativeCounts.clear();
        exemplars.clear();
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

    /**
     * Adds a cell to a series.
     *
     * @param sums all its slots
     */
    void add(int series, long[] sums, Cell<K> cell) {
        int target = series * width;
        int slot = firstSlot;
        if (publishedBuckets.length == 0) {
            amounts[target] += sums[slot];
            return;
        }
        for (int bucket : publishedBuckets) {
            amounts[target + bucket] += sums[slot++];
        }
        amounts[target + width - 1] += sums[sumSlot];
        nativeCounts.add(series, sums, firstSlot);
        exemplars.add(series, cell);
    }

    private int seriesOf(List<String> values) {
        LabelSet labelSet = LabelSet.of(rollup.labelNames(), values, constants);
        Integer known = seriesByLabels.get(labelSet.text());
        if (known != null) {
            return known;
        }
        int series = labels.size();
        labels.add(labelSet);
        nativeCounts.addSeries();
        exemplars.addSeries();
        seriesByLabels.put(labelSet.text(), series);
        if (amounts.length < (series + 1) * width) {
            amounts = Arrays.copyOf(amounts, Math.max(amounts.length * 2, (series + 1) * width));
        }
        return series;
    }
}
