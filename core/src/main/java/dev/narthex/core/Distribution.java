// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import org.jspecify.annotations.Nullable;

/**
 * The place of a distribution in the cells of one cube: its buckets and its sum. The number of observations is the sum of
 * the buckets and is stored nowhere. Immutable and thread-safe.
 */
public final class Distribution {

    private final int sumSlot;
    private final int offset;
    private final Buckets buckets;
    private final Histograms histograms;
    private final ExemplarSampler exemplars;

    Distribution(int sumSlot, int offset, Buckets buckets, Histograms histograms, ExemplarSampler exemplars) {
        this.sumSlot = sumSlot;
        this.offset = offset;
        this.buckets = buckets;
        this.histograms = histograms;
        this.exemplars = exemplars;
    }

    /** The recorded bounds: the union of what the published families need. */
    public Buckets buckets() {
        return buckets;
    }

    /** What histograms can be read from them. */
    public Histograms histograms() {
        return histograms;
    }

    /** Where the first bucket stands in a cell. */
    public int offset() {
        return offset;
    }

    /** Where the sum of all amounts stands in a cell. */
    public int sumSlot() {
        return sumSlot;
    }

    /** How many exemplars a cell may have: one for each bucket of the families, or none. */
    public int exemplarPlaces() {
        return exemplars.places();
    }

    /** The largest amount that the exemplar at a place may have. */
    public long exemplarBound(int place) {
        return exemplars.bound(place);
    }

    /** The exemplar at a place of a cell of distributions; null where there is none. To be asked at a scrape. */
    public @Nullable Exemplar exemplar(Cell<?> cell, int place) {
        return exemplars.read(cell, place);
    }

    ExemplarSampler exemplars() {
        return exemplars;
    }

    int bucketSlot(long amount) {
        return offset + buckets.index(amount);
    }
}
