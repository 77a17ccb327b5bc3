// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

/** A row of longs that many threads add to. The sum of a slot never falls. */
sealed interface Slots permits Stripes, SparseStripes, TracedSlots {

    /** Adds an amount to a slot. */
    void add(int slot, long amount);

    /** Adds one to a bucket, and then the amount to its sum. */
    void addBoth(int bucketSlot, int sumSlot, long amount);

    /** The sum of one slot. */
    long sum(int slot);

    /** Writes the sums of all slots into an array, from a place on. */
    void sumInto(long[] sums, int from);
}
