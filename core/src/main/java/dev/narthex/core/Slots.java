// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

/** A row of longs that many threads add to. The sum of a slot never falls. */
sealed interface Slots permits Stripes, SparseStripes, TracedSlots {

    /** Adds an amount to a slot. */
    void add(int slot, long amount);

    /** Adds one to a bucket, and then the amount to its sum. */
    void addBoth(int bucketSlot, int sumSlot, long amount);

    /** Adds one to a bucket, and then the amount to its sum, in each of four distributions; not where it is negative. */
    default void addAll(Distributions together, long first, long second, long third, long fourth) {
        addUnlessNegative(together.first(), first);
        addUnlessNegative(together.second(), second);
        addUnlessNegative(together.third(), third);
        addUnlessNegative(together.fourth(), fourth);
    }

    private void addUnlessNegative(Distribution distribution, long amount) {
        if (amount >= 0) {
            addBoth(distribution.bucketSlot(amount), distribution.sumSlot(), amount);
        }
    }

    /** The sum of one slot. */
    long sum(int slot);

    /** Writes the sums of all slots into an array, from a place on. */
    void sumInto(long[] sums, int from);
}
