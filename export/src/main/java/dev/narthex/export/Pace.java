// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The pace of answers on the port: two hundred a second, in the order in which they were asked for. Scrapers do not notice.
 * Clients that ask without pause wait for each other, and neither they nor whoever guesses passwords gets more of the
 * processors than that. Thread-safe.
 */
final class Pace {

    private static final long GAP_NANOS = Duration.ofMillis(5).toNanos();

    /** Of so many that wait the last is still answered within a second, and an honest scrape among fifty greedy ones. */
    private static final long LONGEST_NANOS = 140 * GAP_NANOS;

    private long nextNanos = System.nanoTime();

    /** Waits for a turn. False, at once, if too many wait already. */
    boolean await() {
        long turn = reserve(System.nanoTime());
        if (turn < 0) {
            return false;
        }
        long begun = System.nanoTime();
        for (long left = turn; left > 0; left = turn - (System.nanoTime() - begun)) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return false; // the server ends
            }
        }
        return true;
    }

    /** How long to wait, or -1. */
    private synchronized long reserve(long now) {
        long wait = Math.max(0, nextNanos - now);
        if (wait > LONGEST_NANOS) {
            return -1;
        }
        nextNanos = now + wait + GAP_NANOS;
        return wait;
    }
}
