// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a loan of a pool.
 *
 * @param alias what the application calls the database
 * @param phase which part of it
 */
record LoanKey(String alias, Phase phase) {

    /** The parts of a loan; apart, because of a connection that is measured below the pool only the first is known. */
    enum Phase {
        /** The borrower waits. */
        ACQUIRE,
        /** The borrower has the connection. */
        USE
    }

    LoanKey folded() {
        return new LoanKey(Dimension.OTHER, phase);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LoanKey key && alias.equals(key.alias) && phase == key.phase;
    }

    @Override
    public int hashCode() {
        return 31 * alias.hashCode() + phase.ordinal();
    }
}
