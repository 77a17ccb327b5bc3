// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A flat row of longs that many threads add to. It starts as one array; threads that collide make it grow by whole
 * arrays, between which they spread, so that a quiet cell stays small on any machine. The first array then rests: its
 * cache line also holds what all threads read. Nothing is ever moved or subtracted: the sum of a slot over all arrays
 * never falls. Lock-free but for growing.
 */
final class Stripes implements Slots {

    /** More would not help: beyond it the threads of even a large machine rarely meet. */
    private static final int MAX_STRIPES = 32;
    /** How many lost races make it grow; a single one says little and an array is not free. */
    private static final int COLLISIONS_TO_GROW = 16;

    /** Before and behind the slots of a grown array, so that no other thread writes to their cache lines. */
    private static final int PADDING = 8;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] first;
    /** The arrays that threads are spread over, a power of two of them; null until threads have collided. */
    private volatile long @Nullable [][] grown;
    /** Lost races since the last growth; racy on purpose, it only decides when to grow. */
    private int collisions;

    Stripes(int slots) {
        this.first = new long[slots];
    }

    @Override
    public void add(int slot, long amount) {
        long[] stripe = stripe();
        int index = index(stripe, slot);
        long seen = (long) LONGS.getOpaque(stripe, index);
        if (!LONGS.compareAndSet(stripe, index, seen, seen + amount)) {
            addAfterCollision(slot, amount);
        }
    }

    /** In one walk to the stripe. */
    @Override
    public void addBoth(int bucketSlot, int sumSlot, long amount) {
        long[] stripe = stripe();
        int index = index(stripe, bucketSlot);
        long seen = (long) LONGS.getOpaque(stripe, index);
        if (!LONGS.compareAndSet(stripe, index, seen, seen + 1)) {
            addAfterCollision(bucketSlot, 1);
        }
        if (amount != 0) { // most requests have no body
            LONGS.getAndAdd(stripe, index(stripe, sumSlot), amount);
        }
    }

    @Override
    public long sum(int slot) {
        long sum = (long) LONGS.getOpaque(first, slot);
        long[][] all = grown;
        if (all != null) {
            for (long[] stripe : all) {
                sum += (long) LONGS.getOpaque(stripe, PADDING + slot);
            }
        }
        return sum;
    }

    @Override
    public void sumInto(long[] sums, int from) {
        for (int slot = 0; slot < first.length; slot++) {
            sums[from + slot] = (long) LONGS.getOpaque(first, slot);
        }
        long[][] all = grown;
        if (all != null) {
            for (long[] stripe : all) {
                for (int slot = 0; slot < first.length; slot++) {
                    sums[from + slot] += (long) LONGS.getOpaque(stripe, PADDING + slot);
                }
            }
        }
    }

    /** How many arrays the threads are spread over. */
    int count() {
        long[][] all = grown;
        return all == null ? 1 : all.length;
    }

    private long[] stripe() {
        long[][] all = grown;
        return all == null ? first : all[probe() & (all.length - 1)];
    }

    private int index(long[] stripe, int slot) {
        return stripe == first ? slot : PADDING + slot;
    }

    /** Spreads threads, virtual ones too, without a thread-local: consecutive ids land far apart. */
    private static int probe() {
        return (int) ((Thread.currentThread().getId() * 0x9E3779B97F4A7C15L) >>> 32);
    }

    private void addAfterCollision(int slot, long amount) {
        collisions++;
        if (collisions >= COLLISIONS_TO_GROW) {
            grow();
        }
        long[] stripe = stripe();
        LONGS.getAndAdd(stripe, index(stripe, slot), amount);
    }

    private synchronized void grow() {
        if (collisions < COLLISIONS_TO_GROW) {
            return; // another thread has just grown it
        }
        collisions = 0;
        long[][] before = grown == null ? new long[0][] : grown;
        if (before.length >= MAX_STRIPES) {
            return;
        }
        long[][] after = new long[Math.max(2, before.length * 2)][];
        System.arraycopy(before, 0, after, 0, before.length);
        for (int i = before.length; i < after.length; i++) {
            after[i] = new long[PADDING + first.length + PADDING];
        }
        grown = after;
    }
}
