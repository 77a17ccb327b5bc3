// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import dev.narthex.core.Ticker;

/**
 * A ticker that costs next to nothing: it reads what the benchmark has set for the current thread. Every thread has a
 * cache line of its own, so that threads meet in what is measured and not in their clock.
 */
final class ThreadClock implements Ticker {

    /** A power of two; threads of one run have consecutive ids. */
    private static final int THREADS = 64;
    /** In longs: two cache lines, as processors fetch them in pairs. */
    private static final int DISTANCE = 16;

    private final long[] nanos = new long[(THREADS + 1) * DISTANCE];

    @Override
    public long read() {
        return nanos[place()];
    }

    /** Sets the clock of the current thread. */
    void set(long reading) {
        nanos[place()] = reading;
    }

    private static int place() {
        return (((int) Thread.currentThread().getId() & (THREADS - 1)) + 1) * DISTANCE;
    }
}
