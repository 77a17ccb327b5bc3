// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the distributions of a cube stand in its cells, and which keys share a cell: those that agree on all that some
 * published family keeps. The sums stand in front, side by side, then the buckets of each. Immutable and thread-safe.
 *
 * @param <K> the key
 */
final class DistributionLayout<K> {

    private final IdentityHashMap<Measure<K>, Distribution> places = new IdentityHashMap<>();
    private final List<Dimension<K>> dimensions;
    private final Histograms histograms;
    private final int slots;
    private final int exemplars;

    /**
     * Of which distributions exemplars are kept.
     *
     * @param traces who knows the traces
     * @param ticker what tells their age
     */
    record Traced<K>(TraceContext traces, Ticker ticker, List<Measure<K>> measures) {

        static <K> Traced<K> none() {
            return new Traced<>(TraceContext.none(), Ticker.system(), List.of());
        }

        ExemplarSampler sampler(Measure<K> measure, int offset, Buckets classic) {
            return traces != TraceContext.none() && measures.contains(measure)
                    ? new BucketExemplars(traces, ticker, offset, classic)
                    : ExemplarSampler.None.INSTANCE;
        }
    }

    DistributionLayout(
            List<Measure<K>> measures, List<? extends Family> families, Histograms histograms, Traced<K> traced) {
        this.histograms = histograms;
        Set<Dimension<K>> kept = new LinkedHashSet<>();
        int offset = measures.size();
        int exemplarOffset = 0;
        for (Measure<K> measure : measures) {
            Buckets recorded = Buckets.none();
            Buckets classic = Buckets.none();
            for (Rollup<K> rollup : rollupsOf(measure, families)) {
                recorded = recorded.union(boundsOf(rollup));
                classic = classic.union(rollup.buckets());
                rollup.labels().forEach(label -> kept.add(label.dimension()));
                rollup.conditions().forEach(condition -> kept.add(condition.dimension()));
            }
            ExemplarSampler sampler = traced.sampler(measure, exemplarOffset, classic);
            places.put(measure, new Distribution(places.size(), offset, recorded, histograms, sampler));
            offset += recorded.size();
            exemplarOffset += sampler.places();
        }
        this.slots = measures.isEmpty() ? 0 : offset;
        this.exemplars = exemplarOffset;
        this.dimensions = List.copyOf(kept);
    }

    /** The place of each distribution. */
    IdentityHashMap<Measure<K>, Distribution> places() {
        return places;
    }

    /** How many slots a cell has; 0 where nothing is distributed. */
    int slots() {
        return slots;
    }

    /** Whether two keys share a cell. */
    boolean share(K one, K other) {
        for (Dimension<K> dimension : dimensions) {
            if (!dimension.value(one).equals(dimension.value(other))) {
                return false;
            }
        }
        return true;
    }

    /** The same for all keys that share a cell. */
    int sharedHash(K key) {
        int hash = 0;
        for (Dimension<K> dimension : dimensions) {
            hash = 31 * hash + dimension.value(key).hashCode();
        }
        return hash ^ (hash >>> 16);
    }

    /** A new cell for what this key and others share. */
    Cell<K> cell(K key) {
        Slots row = histograms.exponential() ? new SparseStripes(slots) : new Stripes(slots);
        return new Cell<>(key, exemplars == 0 ? row : new TracedSlots(row, exemplars), null);
    }

    /** What this family needs: classic bounds, exponential ones, or from one recording both. */
    private Buckets boundsOf(Rollup<K> rollup) {
        Buckets classic = histograms.classic() ? rollup.buckets() : Buckets.none();
        return histograms.exponential()
                ? classic.union(ExponentialBuckets.of(rollup.measure().unit()).buckets())
                : classic;
    }

    @SuppressWarnings("unchecked") // a roll-up of this measure is a roll-up of its key
    private static <K> List<Rollup<K>> rollupsOf(Measure<K> measure, List<? extends Family> families) {
        List<Rollup<K>> rollups = new ArrayList<>();
        for (Family family : families) {
            if (family instanceof Rollup<?> rollup && rollup.measure() == measure) {
                rollups.add((Rollup<K>) rollup);
            }
        }
        return rollups;
    }
}
