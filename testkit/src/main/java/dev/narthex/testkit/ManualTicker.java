// SPDX-License-Identifier: Apache-2.0
package dev.narthex.testkit;

import dev.narthex.core.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A ticker that stands still until a test turns it. Thread-safe. */
public final class ManualTicker implements Ticker {

    private final AtomicLong nanos = new AtomicLong();

    private ManualTicker() {}

    /** A ticker at 0. */
    public static ManualTicker create() {
        return new ManualTicker();
    }

    @Override
    public long read() {
        return nanos.get();
    }

    /** Turns it on, or back by a negative duration, as no real one should. */
    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
