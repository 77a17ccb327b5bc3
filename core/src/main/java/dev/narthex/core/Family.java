// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.List;
import java.util.Set;

/**
 * What is published under one name: a {@link Rollup} of cells, a {@link Difference} of two roll-ups, or {@link Sampled}
 * values. Immutable.
 */
public sealed interface Family permits Rollup, Difference, Sampled {

    /** What the name of every counter ends in; OpenMetrics names the family by what stands before it. */
    String COUNTER_SUFFIX = "_total";

    /** What the name of every info ends in; OpenMetrics names the family by what stands before it. */
    String INFO_SUFFIX = "_info";

    /** What Prometheus is told that a family is. */
    enum Type {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** Buckets, a sum and a count. */
        HISTOGRAM,
        /** What does not change, in labels; its value is 1. A gauge in text 0.0.4. */
        INFO,
        /** Numbers without a promise; {@code untyped} in text 0.0.4, {@code unknown} in OpenMetrics. */
        UNTYPED
    }

    /** Its name on the wire, with all prefixes. */
    String name();

    /** One sentence: what is counted, and when. */
    String help();

    /** What Prometheus is told that it is. */
    Type type();

    /** The names of its labels, in the order of the page. */
    List<String> labelNames();

    /**
     * Every name that the family, or a sample of it, has in some format. No other family may have one of them, but for
     * the pair of {@link #isTwinOf}.
     */
    default Set<String> reservedNames() {
        String name = name();
        return switch (type()) {
            case COUNTER -> {
                String stem = name.substring(0, name.length() - COUNTER_SUFFIX.length());
                yield Set.of(name, stem, stem + "_created");
            }
            case HISTOGRAM -> Set.of(name, name + "_bucket", name + "_sum", name + "_count", name + "_created");
            case INFO -> Set.of(name, name.substring(0, name.length() - INFO_SUFFIX.length()));
            case GAUGE, UNTYPED -> Set.of(name);
        };
    }

    /** Whether one is untyped and the other is the counter of the same values, whose name ends in {@code _total}. */
    default boolean isTwinOf(Family other) {
        return (type() == Type.UNTYPED
                        && other.type() == Type.COUNTER
                        && other.name().equals(name() + COUNTER_SUFFIX))
                || (type() == Type.COUNTER && other.type() == Type.UNTYPED && other.isTwinOf(this));
    }
}
