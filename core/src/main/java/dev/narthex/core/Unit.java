// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

/** The base unit in which an amount is published, and how many recorded amounts make one of it. Immutable. */
public enum Unit {
    /** Plain events or things; recorded as they are. */
    ONE(1),
    /** Bytes; recorded as they are. */
    BYTES(1),
    /** Seconds; recorded in nanoseconds. */
    SECONDS(1_000_000_000);

    private final long amountsPerUnit;

    Unit(long amountsPerUnit) {
        this.amountsPerUnit = amountsPerUnit;
    }

    /** How many recorded amounts make one published unit: a thousand million nanoseconds a second. */
    public long amountsPerUnit() {
        return amountsPerUnit;
    }

    /** The published value of a recorded amount. */
    public double published(long amount) {
        return (double) amount / amountsPerUnit;
    }

    /** The recorded amount nearest to a published value. */
    public long recorded(double value) {
        return Math.round(value * amountsPerUnit);
    }
}
