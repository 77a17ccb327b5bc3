// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.List;

/**
 * A gauge that is one roll-up minus another: in flight = arrivals − completions. The page reads the subtrahend's cube
 * before the minuend's; what is subtracted has therefore been added before, and the difference is never negative.
 *
 * @param minuend what is subtracted from; its name and help are the family's
 * @param subtrahend what is subtracted, by the same labels
 */
public record Difference(Rollup<?> minuend, Rollup<?> subtrahend) implements Family {

    public Difference {
        if (!minuend.labelNames().equals(subtrahend.labelNames())) {
            throw new IllegalArgumentException("both sides of " + minuend.name() + " must have the same labels: "
                    + minuend.labelNames() + " and " + subtrahend.labelNames());
        }
    }

    /** The difference of two roll-ups, by the same labels. */
    public static Difference of(Rollup<?> minuend, Rollup<?> subtrahend) {
        return new Difference(minuend, subtrahend);
    }

    @Override
    public String name() {
        return minuend.name();
    }

    @Override
    public String help() {
        return minuend.help();
    }

    @Override
    public Type type() {
        return Type.GAUGE;
    }

    @Override
    public List<String> labelNames() {
        return minuend.labelNames();
    }
}
