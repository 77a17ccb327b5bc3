// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.Arrays;

/**
 * The upper bounds of a distribution's buckets, ascending, in recorded amounts, with the one above all bounds left
 * implicit. An amount belongs to the first bucket whose bound is not below it, as Prometheus's {@code le} wants it.
 * Immutable and thread-safe.
 */
public final class Buckets {

    private static final Buckets NONE = new Buckets(new long[0]);

    /** How many of an amount's leading bits choose where the search for its bucket begins. */
    private static final int LEADING_BITS = 4;

    private final long[] bounds;
    /** For every {@link #lead} of an amount, the first bucket that an amount with it can belong to. */
    private final short[] firstByLead;

    private Buckets(long[] bounds) {
        this.bounds = bounds;
        this.firstByLead = new short[lead(Long.MAX_VALUE) + 1];
        int first = 0;
        for (int lead = 0; lead < firstByLead.length; lead++) {
            while (first < bounds.length && bounds[first] < smallest(lead)) {
                first++;
            }
            firstByLead[lead] = (short) first;
        }
    }

    /** Buckets with these upper bounds in recorded amounts, ascending. */
    static Buckets ofAmounts(long[] ascending) {
        return new Buckets(ascending);
    }

    /** No bounds at all: one bucket that takes everything. */
    public static Buckets none() {
        return NONE;
    }

    /**
     * Buckets with these upper bounds.
     *
     * @param unit the unit in which the bounds are written
     * @param bounds the bounds in that unit, ascending, at most 100, without the implicit last one
     * @throws IllegalArgumentException if a bound is negative, not finite or not above the one before it
     */
    public static Buckets of(Unit unit, double... bounds) {
        if (bounds.length > 100) {
            throw new IllegalArgumentException("bounds must be 100 at most: " + bounds.length);
        }
        long[] amounts = new long[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            if (!Double.isFinite(bounds[i]) || bounds[i] < 0) {
                throw new IllegalArgumentException(
                        "bounds must be finite and not negative: " + Arrays.toString(bounds));
            }
            amounts[i] = unit.recorded(bounds[i]);
            if (i > 0 && amounts[i] <= amounts[i - 1]) {
                throw new IllegalArgumentException("bounds must ascend: " + Arrays.toString(bounds));
            }
        }
        return new Buckets(amounts);
    }

    /** Buckets with the bounds of both, so that either can be read from it exactly. */
    public Buckets union(Buckets other) {
        long[] merged = new long[bounds.length + other.bounds.length];
        int own = 0;
        int others = 0;
        int size = 0;
        while (own < bounds.length || others < other.bounds.length) {
            long next = Math.min(bound(own), other.bound(others));
            own += bound(own) == next ? 1 : 0;
            others += other.bound(others) == next ? 1 : 0;
            merged[size] = next;
            size++;
        }
        return new Buckets(Arrays.copyOf(merged, size));
    }

    /** The number of buckets, the one above all bounds included. */
    public int size() {
        return bounds.length + 1;
    }

    /** The upper bound of a bucket, in recorded amounts; {@link Long#MAX_VALUE} for the last one. */
    public long bound(int index) {
        return index == bounds.length ? Long.MAX_VALUE : bounds[index];
    }

    /** The index of the bucket that an amount belongs to. */
    public int index(long amount) {
        long[] ascending = bounds;
        int index = amount <= 0 ? 0 : firstByLead[lead(amount)];
        while (index < ascending.length && amount > ascending[index]) {
            index++;
        }
        return index;
    }

    /**
     * The length and the first four bits of an amount as one number, ascending with the amount: it stands for itself below
     * 16, then eight numbers for each further bit.
     */
    private static int lead(long amount) {
        int cut = Long.SIZE - LEADING_BITS - Long.numberOfLeadingZeros(amount | 1L << (LEADING_BITS - 1));
        return (cut << (LEADING_BITS - 1)) + (int) (amount >>> cut);
    }

    private static long smallest(int lead) {
        int perBit = 1 << (LEADING_BITS - 1);
        return lead < 2 * perBit ? lead : (long) (perBit + lead % perBit) << (lead / perBit - 1);
    }
}
