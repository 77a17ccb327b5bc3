// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Where a handler waits until its test lets it go on. */
final class Gate {

    private static final long PATIENCE_SECONDS = 20;

    private final Semaphore passes = new Semaphore(0);

    /** Lets one handler go on, now or when it comes. */
    void open() {
        passes.release();
    }

    void pass() {
        try {
            if (!passes.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a gate must be opened: still closed after " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at a gate", stopping);
        }
    }
}
