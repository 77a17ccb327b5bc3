// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import org.jspecify.annotations.Nullable;

/**
 * The counts of one key, and the way to the distributions that it shares with other keys. It only grows. Recording
 * neither locks nor allocates; all methods may be called from any thread.
 *
 * @param <K> the key
 */
public final class Cell<K> {

    private final K key;
    private final Stripes stripes;
    /** The cell that holds this one's distributions; null in that cell itself, and where a cube has none. */
    private final @Nullable Cell<K> distributions;

    Cell(K key, int slots, @Nullable Cell<K> distributions) {
        this.key = key;
        this.stripes = new Stripes(slots);
        this.distributions = distributions;
    }

    /** What is counted here; for a cell of distributions, one of the keys that share it. */
    public K key() {
        return key;
    }

    /** Counts one event: adds one to the cube's first count. */
    public void count() {
        stripes.add(0, 1);
    }

    /** Adds an amount to a count of the cube. */
    public void add(Count count, long amount) {
        stripes.add(count.slot(), amount);
    }

    /** Adds an amount to a distribution of the cube. */
    public void observe(Distribution distribution, long amount) {
        Cell<K> shared = distributions;
        if (shared != null) {
            shared.stripes.addBoth(distribution.bucketSlot(amount), distribution.sumSlot(), amount);
        }
    }

    /** The sum of one slot, for the read side. */
    public long sum(int slot) {
        return stripes.sum(slot);
    }

    /** Writes the sums of all slots into the beginning of an array, for the read side. */
    public void sumInto(long[] sums) {
        stripes.sumInto(sums);
    }

    int stripeCount() {
        return stripes.count();
    }

    @Nullable
    Cell<K> distributions() {
        return distributions;
    }
}
