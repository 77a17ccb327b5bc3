// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Dimension;

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
}
