// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The pace of answers on the port, in the order in which they were asked for. Who asks when nobody has for a moment is
 * answered at once, as every scraper is. Who asks again and again waits for the next beat with the others, so that they
 * share a rendering: neither they nor whoever guesses passwords gets more of the processors than that. Thread-safe.
 */
final class Pace {

    /** Between two beats; what a second scraper may have to wait. */
    private static final long BEAT_NANOS = Duration.ofMillis(50).toNanos();

    /** Answers a beat: two hundred a second. */
    private static final int PER_BEAT = 10;

    /** Nobody waits for longer, so that whoever is answered at all is within a second. */
    private static final long LONGEST_NANOS = 14 * BEAT_NANOS;

    /** When the beat is of those who came last, and how many they are. */
    private long beatNanos = System.nanoTime() - BEAT_NANOS;

    private int onBeat;

    /** Waits for a turn. False, at once, if too many wait already. */
    boolean await() {
        long wait = reserve(System.nanoTime());
        if (wait < 0) {
            return false;
        }
        long begun = System.nanoTime();
        for (long left = wait; left > 0; left = wait - (System.nanoTime() - begun)) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return false; // the server ends
            }
        }
        return true;
    }

    /** For how long one who asks at this moment waits, or -1 if he had to wait for too long. */
    synchronized long reserve(long now) {
        if (now - beatNanos >= BEAT_NANOS) {
            beatNanos = now;
            onBeat = 1;
        } else if (beatNanos - now > 0 && onBeat < PER_BEAT) {
            onBeat++;
        } else if (beatNanos + BEAT_NANOS - now > LONGEST_NANOS) {
            return -1;
        } else {
            beatNanos += BEAT_NANOS;
            onBeat = 1;
        }
        return beatNanos - now;
    }
}
