// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

/** The ticker of the Java virtual machine; an enum, so that the call site sees one final class. */
enum SystemTicker implements Ticker {
    INSTANCE;

    @Override
    public long read() {
        return System.nanoTime();
    }
}
