// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import org.jspecify.annotations.Nullable;

/**
 * What requests cost elsewhere, by view.
 *
 * @param view the value of the label {@code view}
 * @param kind what it cost
 */
record CostKey(String view, Kind kind) {

    /** What a request spends. */
    enum Kind {
        /** Executions and time in a database; no event, since what completes is counted already. */
        DATABASE("database"),
        /** Cache look-ups that found something; one event a look-up, as for the next two. */
        CACHE_HIT("hit"),
        CACHE_MISS("miss"),
        CACHE_ERROR("error");

        private static final Kind[] ALL = values();

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** How the page spells it. */
        String label() {
            return label;
        }

        static Kind at(int ordinal) {
            return ALL[ordinal];
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CostKey key && view.equals(key.view) && kind == key.kind;
    }

    @Override
    public int hashCode() {
        return 31 * view.hashCode() + kind.ordinal();
    }
}
