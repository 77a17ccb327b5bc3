// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a transaction.
 *
 * @param alias what the application calls the database
 * @param outcome how it ended
 */
record TransactionKey(String alias, TransactionOutcome outcome) {

    TransactionKey folded() {
        return new TransactionKey(Dimension.OTHER, outcome);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TransactionKey key && alias.equals(key.alias) && outcome == key.outcome;
    }

    @Override
    public int hashCode() {
        return 31 * alias.hashCode() + outcome.ordinal();
    }
}
