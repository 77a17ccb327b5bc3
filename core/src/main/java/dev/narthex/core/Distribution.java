// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

/**
 * The place of a distribution in the cells of one cube: its buckets, then its sum. The number of observations is the
 * sum of the buckets and is stored nowhere. Immutable and thread-safe.
 */
public final class Distribution {

    private final int offset;
    private final Buckets buckets;

    Distribution(int offset, Buckets buckets) {
        this.offset = offset;
        this.buckets = buckets;
    }

    /** The recorded bounds: the union of what the published families need. */
    public Buckets buckets() {
        return buckets;
    }

    /** Where the first bucket stands in a cell. */
    public int offset() {
        return offset;
    }

    /** Where the sum of all amounts stands in a cell. */
    public int sumSlot() {
        return offset + buckets.size();
    }

    int bucketSlot(long amount) {
        return offset + buckets.index(amount);
    }

    int slots() {
        return buckets.size() + 1;
    }
}
