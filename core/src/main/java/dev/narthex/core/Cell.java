// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import org.jspecify.annotations.Nullable;

/**
 * The counts of one key, and the way to the distributions that it shares with other keys. It only grows. Recording
 * neither locks nor allocates, but for an exemplar that is kept; all methods may be called from any thread.
 *
 * @param <K> the key
 */
public final class Cell<K> {

    private final K key;
    private final Slots slots;
    /** The cell that holds this one's distributions; null in that cell itself, and where a cube has none. */
    private final @Nullable Cell<K> distributions;

    Cell(K key, Slots slots, @Nullable Cell<K> distributions) {
        this.key = key;
        this.slots = slots;
        this.distributions = distributions;
    }

    /** What is counted here; for a cell of distributions, one of the keys that share it. */
    public K key() {
        return key;
    }

    /** Counts one event: adds one to the cube's first count. */
    public void count() {
        slots.add(0, 1);
    }

    /** The same, and adds an amount to another count of the cube. */
    public void count(Count other, long amount) {
        slots.addBoth(0, other.slot(), amount);
    }

    /** Adds an amount to a count of the cube. */
    public void add(Count count, long amount) {
        slots.add(count.slot(), amount);
    }

    /** Adds an amount to a distribution of the cube. */
    public void observe(Distribution distribution, long amount) {
        Cell<K> shared = distributions;
        if (shared != null) {
            shared.slots.addBoth(distribution.bucketSlot(amount), distribution.sumSlot(), amount);
        }
    }

    /** Adds amounts to four distributions of the cube; one that is negative is not known, and nothing is observed. */
    public void observe(Distributions together, long first, long second, long third, long fourth) {
        Cell<K> shared = distributions;
        if (shared != null) {
            shared.slots.addAll(together, first, second, third, fourth);
        }
    }

    /** Adds an amount, which may be kept as an exemplar with the span that the current thread works for. */
    public void observeTraced(Distribution distribution, long amount) {
        Cell<K> shared = distributions;
        if (shared != null) {
            observe(distribution, amount);
            distribution.exemplars().offer(shared, amount);
        }
    }

    /** What has been observed may be kept as an exemplar with this span, which was current when the work was done. */
    public void trace(Distribution distribution, long amount, Object span) {
        Cell<K> shared = distributions;
        if (shared != null) {
            distribution.exemplars().offer(shared, amount, span);
        }
    }

    /** The sum of one slot, for the read side. */
    public long sum(int slot) {
        return slots.sum(slot);
    }

    /** Writes the sums of all slots into the beginning of an array, for the read side. */
    public void sumInto(long[] sums) {
        slots.sumInto(sums, 0);
    }

    /** What is kept at a place; null if nothing, or where nobody traces. */
    @Nullable
    Exemplar exemplar(int place) {
        return slots instanceof TracedSlots traced ? traced.exemplar(place) : null;
    }

    void keep(int place, Exemplar exemplar) {
        if (slots instanceof TracedSlots traced) {
            traced.keep(place, exemplar);
        }
    }

    @Nullable
    Cell<K> distributions() {
        return distributions;
    }
}
