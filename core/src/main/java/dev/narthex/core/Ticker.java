// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

/**
 * A source of elapsed time, in nanoseconds from an arbitrary origin. Only differences mean anything. Durations are never
 * taken from the wall clock, which may jump. Implementations must be thread-safe.
 */
@FunctionalInterface
public interface Ticker {

    /** The current reading, in nanoseconds. */
    long read();

    /** The Java virtual machine's own ticker, {@link System#nanoTime()}. */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
