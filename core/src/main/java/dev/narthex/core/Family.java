// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.List;

/**
 * What is published under one name: a {@link Rollup} of cells, a {@link Difference} of two roll-ups, or {@link Sampled}
 * values. Immutable.
 */
public sealed interface Family permits Rollup, Difference, Sampled {

    /** What Prometheus is told that a family is. */
    enum Type {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** Buckets, a sum and a count. */
        HISTOGRAM,
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
}
