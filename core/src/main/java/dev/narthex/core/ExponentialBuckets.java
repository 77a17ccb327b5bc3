// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The buckets of Prometheus's native histograms, schema 3: bucket {@code i} takes values above 2^((i-1)/8) and up to
 * 2^(i/8) in the published unit, eight for each power of two, and a bucket of its own takes what is 0. They reach as far as
 * an amount can, so that none is put where it does not belong. Immutable and thread-safe.
 *
 * <p>An amount is a whole number of nanoseconds or bytes: it is at most 2^(i/8) units if and only if it is at most that
 * bound rounded down to a whole amount. Rounded down exactly, by roots of whole numbers, the bounds put every amount where
 * the value in seconds belongs.
 */
public final class ExponentialBuckets {

    /** The resolution, as Prometheus numbers it: 2^3 buckets for each power of two. */
    public static final int SCHEMA = 3;

    private static final int PER_POWER = 1 << SCHEMA;
    /** No amount needs an index further from 0, in any unit: 2^63 nanoseconds, or 2^-30 seconds. */
    private static final int FURTHEST = 64 * PER_POWER;

    private static final ExponentialBuckets WHOLE = new ExponentialBuckets(Unit.ONE);
    private static final ExponentialBuckets SECONDS = new ExponentialBuckets(Unit.SECONDS);

    private final int firstIndex;
    /** The largest amount of each bucket, from the first one on that can have any. Small ones repeat: some have none. */
    private final long[] largest;

    private final Buckets buckets;

    private ExponentialBuckets(Unit unit) {
        int[] indexes = IntStream.rangeClosed(-FURTHEST, FURTHEST)
                .filter(index -> isAmount(bound(index, unit)))
                .toArray();
        this.firstIndex = indexes[0];
        this.largest = Arrays.stream(indexes)
                .mapToLong(index -> bound(index, unit).longValueExact())
                .toArray();
        this.buckets = Buckets.ofAmounts(LongStream.concat(LongStream.of(0), Arrays.stream(largest))
                .distinct()
                .toArray());
    }

    /** The buckets for amounts of a unit. */
    public static ExponentialBuckets of(Unit unit) {
        return switch (unit) {
            case ONE, BYTES -> WHOLE;
            case SECONDS -> SECONDS;
        };
    }

    /** What is recorded: the first bucket takes 0, each of the others the amounts of one index. */
    public Buckets buckets() {
        return buckets;
    }

    /** The index, as Prometheus numbers it, of the bucket that a positive amount belongs to. */
    public int index(long amount) {
        int below = 0;
        int above = largest.length;
        while (below < above) {
            int middle = (below + above) >>> 1;
            if (largest[middle] < amount) {
                below = middle + 1;
            } else {
                above = middle;
            }
        }
        return firstIndex + below;
    }

    /** 2^(index/8) units in amounts, rounded down: the eighth root of 2^index times the eighth power of a unit. */
    private static BigInteger bound(int index, Unit unit) {
        BigInteger power = BigInteger.valueOf(unit.amountsPerUnit()).pow(PER_POWER);
        return power.shiftLeft(index).sqrt().sqrt().sqrt(); // rounding down in between changes no whole result
    }

    private static boolean isAmount(BigInteger bound) {
        return bound.signum() > 0 && bound.bitLength() < Long.SIZE;
    }
}
