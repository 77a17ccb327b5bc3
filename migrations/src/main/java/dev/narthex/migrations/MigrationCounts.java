// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations;

import dev.narthex.migrations.MigrationState.Standing;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How many migrations are in each state, of the states that a reader can tell; the others are unknown, which is not 0.
 * Immutable.
 */
public final class MigrationCounts {

    private final Map<MigrationState, Integer> counts;

    private MigrationCounts(Map<MigrationState, Integer> counts) {
        this.counts = counts;
    }

    /**
     * Starts from 0 in each state that the reader can tell.
     *
     * @param known those states
     */
    public static Builder knowing(Set<MigrationState> known) {
        return new Builder(known);
    }

    /** The known states with their counts, in the order of the enum. */
    Map<MigrationState, Integer> byState() {
        return counts;
    }

    /** How many the database has. */
    int applied() {
        return total(Standing.APPLIED);
    }

    /** How many are here that the database has not; empty where only the table is seen and not the scripts. */
    OptionalInt unapplied() {
        return counts.containsKey(MigrationState.PENDING)
                ? OptionalInt.of(total(Standing.UNAPPLIED))
                : OptionalInt.empty();
    }

    private int total(Standing standing) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().standing() == standing)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** The sums, of the states that both know. */
    MigrationCounts plus(MigrationCounts other) {
        Map<MigrationState, Integer> sums = new EnumMap<>(MigrationState.class);
        counts.forEach((state, count) -> {
            Integer more = other.counts.get(state);
            if (more != null) {
                sums.put(state, count + more);
            }
        });
        return new MigrationCounts(sums);
    }

    /** Counts one migration after the other. */
    public static final class Builder {

        private final Map<MigrationState, Integer> counts = new EnumMap<>(MigrationState.class);

        private Builder(Set<MigrationState> known) {
            known.forEach(state -> counts.put(state, 0));
        }

        /**
         * One migration is in this state.
         *
         * @throws IllegalArgumentException if the reader cannot tell this state
         */
        public Builder count(MigrationState state) {
            if (counts.computeIfPresent(state, (known, count) -> count + 1) == null) {
                throw new IllegalArgumentException("the state must be known to the reader: " + state.label());
            }
            return this;
        }

        /** What was counted. */
        public MigrationCounts build() {
            return new MigrationCounts(new EnumMap<>(counts));
        }
    }
}
