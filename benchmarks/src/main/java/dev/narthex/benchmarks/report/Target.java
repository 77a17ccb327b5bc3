// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.report;

import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Something that must be shown.
 *
 * @param what what is measured
 * @param limit how much it may be at most, or at least
 * @param verdict what the figures say
 */
record Target(String what, String limit, Function<Figures, Verdict> verdict) {

    /** What the figures say, or that they say nothing. */
    Verdict of(Figures figures) {
        try {
            return verdict.apply(figures);
        } catch (NoSuchElementException missing) {
            return new Verdict("not measured", "");
        }
    }

    /**
     * What was seen.
     *
     * @param here the figure
     * @param met {@code met}, {@code not met} or empty
     */
    record Verdict(String here, String met) {

        boolean isMeasured() {
            return !met.isEmpty();
        }

        static Verdict of(boolean met, String here) {
            return new Verdict(here, met ? "met" : "**not met**");
        }
    }
}
