// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A flat row of longs that many threads add to, most of the time without an atomic operation for each:
 *
 * <ol>
 *   <li>A row has a gate. Whoever finds it open closes it by one atomic operation, adds to as many slots as it likes as if
 *       it were alone, since it is, and opens it by a store.
 *   <li>Whoever finds it closed does not wait. It adds slot by slot, atomically, to a second row without a gate, which is
 *       made when two threads meet for the first time. A thread that loses its processor inside a row, or dies there, keeps
 *       nobody from counting.
 *   <li>Threads that keep meeting make it grow by whole rows, between which they spread. The first row then rests: its
 *       cache line also holds what all threads read.
 * </ol>
 *
 * It starts as one array, so that a quiet cell stays small on any machine. Nothing is ever moved or subtracted: the sum of a
 * slot over all rows never falls. Lock-free but for growing.
 */
final class Stripes implements Slots {

    /** More would not help: beyond it the threads of even a large machine rarely meet. */
    private static final int MAX_ROWS = 32;
    /** How many meetings make it grow; a single one says little and an array is not free. */
    private static final int MEETINGS_TO_GROW = 16;

    /** Before and behind a grown row, so that no other thread writes to its cache lines. */
    private static final int PADDING = 8;

    private static final long OPEN = 0;
    private static final long CLOSED = 1;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    /** Its gate, then its slots. */
    private final long[] first;
    /**
     * The row without a gate, with an unused place for one, then the rows that threads are spread over, a power of two of
     * them: at first the first row alone. Null until two threads have met.
     */
    private volatile long @Nullable [][] met;
    /** Meetings since the last growth; racy on purpose, it only decides when to grow. */
    private int meetings;

    Stripes(int slots) {
        this(new long[1 + slots]);
    }

    /** With a first row that is there already: its gate, then its slots. */
    Stripes(long[] first) {
        this.first = first;
    }

    @Override
    public void add(int slot, long amount) {
        long[] row = row();
        int gate = gate(row);
        if (enter(row, gate)) {
            put(row, gate + 1 + slot, amount);
            leave(row, gate);
        } else {
            addBeside(slot, amount);
            countMeeting(row, gate);
        }
    }

    @Override
    public void addBoth(int bucketSlot, int sumSlot, long amount) {
        long[] row = row();
        int gate = gate(row);
        if (enter(row, gate)) {
            put(row, gate + 1 + bucketSlot, 1);
            put(row, gate + 1 + sumSlot, amount);
            leave(row, gate);
        } else {
            addBothBeside(bucketSlot, sumSlot, amount);
            countMeeting(row, gate);
        }
    }

    @Override
    public void addAll(Distributions together, long first, long second, long third, long fourth) {
        long[] row = row();
        int gate = gate(row);
        if (enter(row, gate)) {
            put(row, gate, together.first(), first);
            put(row, gate, together.second(), second);
            put(row, gate, together.third(), third);
            put(row, gate, together.fourth(), fourth);
            leave(row, gate);
        } else {
            addBeside(together.first(), first);
            addBeside(together.second(), second);
            addBeside(together.third(), third);
            addBeside(together.fourth(), fourth);
            countMeeting(row, gate);
        }
    }

    @Override
    public long sum(int slot) {
        long sum = read(first, 1 + slot);
        long[][] all = met;
        if (all != null) {
            for (long[] row : all) {
                if (row != first) {
                    sum += read(row, start(row) + slot);
                }
            }
        }
        return sum;
    }

    @Override
    public void sumInto(long[] sums, int from) {
        int slots = first.length - 1;
        for (int slot = 0; slot < slots; slot++) {
            sums[from + slot] = read(first, 1 + slot);
        }
        long[][] all = met;
        if (all != null) {
            for (long[] row : all) {
                if (row != first) {
                    int start = start(row);
                    for (int slot = 0; slot < slots; slot++) {
                        sums[from + slot] += read(row, start + slot);
                    }
                }
            }
        }
    }

    /** How many rows with a gate the threads are spread over. */
    int count() {
        long[][] all = met;
        return all == null ? 1 : all.length - 1;
    }

    /** The row that this thread adds to. */
    private long[] row() {
        long[][] all = met;
        return all == null ? first : all[1 + (probe() & (all.length - 2))];
    }

    /** Where the gate of a row stands. */
    private int gate(long[] row) {
        return row == first ? 0 : PADDING;
    }

    /** Where the slots of a row begin, be it one with a gate or the one without. */
    private int start(long[] row) {
        return row.length == first.length ? 1 : PADDING + 1;
    }

    /** Spreads threads, virtual ones too, without a thread-local: consecutive ids land far apart. */
    private static int probe() {
        return (int) ((Thread.currentThread().getId() * 0x9E3779B97F4A7C15L) >>> 32);
    }

    /** Looks before it tries: a gate that is closed is then not fetched from the processor that closed it. */
    private static boolean enter(long[] row, int gate) {
        return (long) LONGS.getOpaque(row, gate) == OPEN && LONGS.compareAndSet(row, gate, OPEN, CLOSED);
    }

    private static void leave(long[] row, int gate) {
        LONGS.setRelease(row, gate, OPEN);
    }

    /** Released, so that a scrape that sees a completion sees the arrival before it too: what is in flight is not negative (E10). */
    private static void put(long[] row, int place, long amount) {
        LONGS.setRelease(row, place, (long) LONGS.getOpaque(row, place) + amount);
    }

    private static long read(long[] row, int place) {
        return (long) LONGS.getAcquire(row, place);
    }

    private static void put(long[] row, int gate, Distribution distribution, long amount) {
        if (amount >= 0) {
            put(row, gate + 1 + distribution.bucketSlot(amount), 1);
            put(row, gate + 1 + distribution.sumSlot(), amount);
        }
    }

    private void addBeside(int slot, long amount) {
        LONGS.getAndAdd(withoutGate(), 1 + slot, amount);
    }

    private void addBothBeside(int bucketSlot, int sumSlot, long amount) {
        addBeside(bucketSlot, 1);
        if (amount != 0) { // most requests have no body
            addBeside(sumSlot, amount);
        }
    }

    private void addBeside(Distribution distribution, long amount) {
        if (amount >= 0) {
            addBothBeside(distribution.bucketSlot(amount), distribution.sumSlot(), amount);
        }
    }

    private long[] withoutGate() {
        long[][] all = met;
        return all == null ? meet() : all[0];
    }

    private synchronized long[] meet() {
        long[][] all = met;
        if (all == null) {
            all = new long[][] {new long[first.length], first};
            met = all;
        }
        return all[0];
    }

    /**
     * Counts that a gate was closed, if it is open by now. If not, its thread sleeps inside, everybody comes here until it
     * wakes up, and more rows would help nobody.
     */
    private void countMeeting(long[] row, int gate) {
        if ((long) LONGS.getOpaque(row, gate) == OPEN) {
            meetings++;
            if (meetings >= MEETINGS_TO_GROW) {
                grow();
            }
        }
    }

    private synchronized void grow() {
        long[][] before = met;
        if (before == null || meetings < MEETINGS_TO_GROW) {
            return; // another thread has just grown it
        }
        meetings = 0;
        int rows = before.length - 1;
        if (rows >= MAX_ROWS) {
            return;
        }
        long[][] after = new long[1 + rows * 2][];
        System.arraycopy(before, 0, after, 0, before.length);
        for (int i = 1; i < after.length; i++) {
            if (after[i] == null || after[i] == first) {
                after[i] = new long[PADDING + first.length + PADDING];
            }
        }
        met = after;
    }
}
