// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One request on a connection of the port, from its first byte until the answer is out. While it waits for its client it
 * may be dropped: its thread is interrupted, and a channel closes when a thread that is blocked on it is interrupted.
 * While the page is made it is left alone. Thread-safe.
 */
final class Visit implements Runnable {

    /** What a visit is at. */
    enum Phase {
        /** It has no thread yet. */
        WAITING,
        /** It shakes hands and reads what the client asks for. */
        READING,
        /** The page is made; the client is not waited for. */
        ANSWERING,
        /** The answer is on its way. */
        WRITING,
        /** It is over. */
        ENDED
    }

    private final Visits visits;
    private final Runnable exchange;
    private Phase phase = Phase.WAITING;
    private long phaseNanos;
    private long movedNanos;
    private int heldBytes;
    private boolean dropped;
    private @Nullable Thread thread;

    Visit(Visits visits, Runnable exchange, long nowNanos) {
        this.visits = visits;
        this.exchange = exchange;
        this.phaseNanos = nowNanos;
        this.movedNanos = nowNanos;
    }

    /** Serves the client, on the first thread that gets here. */
    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        try {
            visits.serve(this, exchange);
        } finally {
            end();
            visits.ended(this);
        }
    }

    private synchronized boolean begin() {
        if (phase != Phase.WAITING) {
            return false;
        }
        thread = Thread.currentThread();
        enter(Phase.READING);
        if (dropped) {
            thread.interrupt(); // the exchange runs all the same: it alone can close its connection
        }
        return true;
    }

    private synchronized void end() {
        enter(Phase.ENDED);
        thread = null;
        Thread.interrupted(); // it was for this visit, not for the next one of the thread
    }

    /**
     * The request is read: from now on the client is not waited for.
     *
     * @throws IOException if the visit has been dropped meanwhile
     */
    synchronized void answering() throws IOException {
        continueWith(Phase.ANSWERING);
    }

    /**
     * An answer of this size begins; it stays in memory until it is out.
     *
     * @throws IOException if the visit has been dropped meanwhile
     */
    synchronized void writing(int bytes) throws IOException {
        continueWith(Phase.WRITING);
        heldBytes = bytes;
    }

    /** Another piece of the answer has been taken. */
    synchronized void moved() {
        movedNanos = visits.now();
    }

    /** How much memory its answer takes. */
    synchronized int heldBytes() {
        return heldBytes;
    }

    private void continueWith(Phase next) throws IOException {
        if (dropped) {
            throw new IOException("this client has been waited for long enough");
        }
        enter(next);
    }

    private void enter(Phase next) {
        phase = next;
        phaseNanos = visits.now();
        movedNanos = phaseNanos;
    }

    /** Stops waiting for the client. False if it is not waited for, or if that has been done already. */
    synchronized boolean drop() {
        if (dropped || phase == Phase.ANSWERING || phase == Phase.ENDED) {
            return false;
        }
        dropped = true;
        if (thread != null) {
            thread.interrupt();
        }
        return true;
    }

    /** Whether somebody gives an answer here, which the end of the server waits for. */
    synchronized boolean isAnswered() {
        return !dropped && (phase == Phase.ANSWERING || phase == Phase.WRITING);
    }

    /** Whether it has had no thread for so long. */
    synchronized boolean hasWaited(long nanos, long now) {
        return phase == Phase.WAITING && now - phaseNanos > nanos;
    }

    /** For how long the client has not moved, or -1 if it is not waited for. */
    synchronized long stillNanos(long now) {
        return switch (phase) {
            case WAITING, READING, WRITING -> dropped ? -1 : now - movedNanos;
            case ANSWERING, ENDED -> -1;
        };
    }

    /** Whether the client has been waited for as long as it may be. */
    synchronized boolean isLate(long now) {
        return switch (phase) {
            case READING -> now - phaseNanos > Visits.READ_NANOS;
            case WRITING -> now - movedNanos > Visits.STALL_NANOS || now - phaseNanos > Visits.WRITE_NANOS;
            case WAITING, ANSWERING, ENDED -> false;
        };
    }

    /** Whether it may be dropped for the next: one that reads at once, one that writes after a moment without moving. */
    synchronized boolean givesWay(long now) {
        return phase == Phase.READING || (phase == Phase.WRITING && now - movedNanos > Visits.GRACE_NANOS);
    }
}
