// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The upper bounds of a distribution's buckets, ascending, in recorded amounts, with the one above all bounds left
 * implicit. An amount belongs to the first bucket whose bound is not below it, as Prometheus's {@code le} wants it.
 * Immutable and thread-safe.
 */
public final class Buckets {

    private static final Buckets NONE = new Buckets(new long[0]);

    private final long[] bounds;
    /** For every bit length of an amount, the first bucket that an amount of this length can belong to. */
    private final short[] firstByBitLength;

    private Buckets(long[] bounds) {
        this.bounds = bounds;
        this.firstByBitLength = new short[Long.SIZE + 1];
        for (int bits = 0; bits <= Long.SIZE; bits++) {
            long smallest = bits == 0 ? 0 : bits == Long.SIZE ? Long.MAX_VALUE : 1L << (bits - 1);
            int first = 0;
            while (first < bounds.length && bounds[first] < smallest) {
                first++;
            }
            firstByBitLength[bits] = (short) first;
        }
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
        return new Buckets(LongStream.concat(Arrays.stream(bounds), Arrays.stream(other.bounds))
                .sorted()
                .distinct()
                .toArray());
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
        int index = firstByBitLength[amount <= 0 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(amount)];
        while (index < ascending.length && amount > ascending[index]) {
            index++;
        }
        return index;
    }
}
