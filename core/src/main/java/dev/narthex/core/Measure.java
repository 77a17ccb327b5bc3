// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

/**
 * One thing that a cell adds up: a count, or a distribution. A measure is a constant of its feature and is compared by
 * identity; a {@link Cube} gives it a place in its cells. Immutable and thread-safe.
 *
 * @param <K> the key of the cells that it is recorded in
 */
@SuppressWarnings("UnusedTypeParameter") // it keeps measures and dimensions of two cubes apart, at compile time
public final class Measure<K> {

    /** How a measure adds up. */
    enum Kind {
        COUNT,
        DISTRIBUTION
    }

    private final String name;
    private final Unit unit;
    private final Kind kind;

    private Measure(String name, Unit unit, Kind kind) {
        this.name = name;
        this.unit = unit;
        this.kind = kind;
    }

    /** A measure that adds up amounts, one for an event: requests, rows, nanoseconds. */
    public static <K> Measure<K> count(String name, Unit unit) {
        return new Measure<>(name, unit, Kind.COUNT);
    }

    /** A measure that sorts amounts into buckets and adds them up. */
    public static <K> Measure<K> distribution(String name, Unit unit) {
        return new Measure<>(name, unit, Kind.DISTRIBUTION);
    }

    /** What is measured, for messages. */
    public String name() {
        return name;
    }

    /** The unit in which it is published. */
    public Unit unit() {
        return unit;
    }

    /** Whether it has buckets. */
    public boolean isDistribution() {
        return kind == Kind.DISTRIBUTION;
    }

    @Override
    public String toString() {
        return name;
    }
}
