// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Cube;
import dev.narthex.core.Distribution;
import dev.narthex.core.Family;
import java.util.List;

/**
 * The cubes of connections, loans and transactions, and the places of their measures. Immutable.
 *
 * @param connects attempts to connect to a database
 * @param loans what pools lend
 * @param transactions what has ended
 */
record ConnectionCubes(
        Cube<ConnectKey> connects,
        Cube<LoanKey> loans,
        Cube<TransactionKey> transactions,
        Distribution connectTime,
        Distribution acquireTime,
        Distribution useTime) {

    static ConnectionCubes of(List<Family> families, int maxCells) {
        Cube<ConnectKey> connects = Cube.<ConnectKey>builder("db_connects")
                .records(ConnectionFamilies.CONNECTS)
                .records(ConnectionFamilies.CONNECT_TIME)
                .folding(ConnectKey::folded)
                .maxCells(maxCells)
                .published(families)
                .build();
        Cube<LoanKey> loans = Cube.<LoanKey>builder("db_loans")
                .records(ConnectionFamilies.TIMEOUTS)
                .records(ConnectionFamilies.ACQUIRE_TIME)
                .records(ConnectionFamilies.USE_TIME)
                .folding(LoanKey::folded)
                .maxCells(maxCells)
                .published(families)
                .build();
        Cube<TransactionKey> transactions = Cube.<TransactionKey>builder("db_transactions")
                .records(ConnectionFamilies.TRANSACTIONS)
                .folding(TransactionKey::folded)
                .maxCells(maxCells)
                .build();
        return new ConnectionCubes(
                connects,
                loans,
                transactions,
                connects.distribution(ConnectionFamilies.CONNECT_TIME),
                loans.distribution(ConnectionFamilies.ACQUIRE_TIME),
                loans.distribution(ConnectionFamilies.USE_TIME));
    }

    List<Cube<?>> all() {
        return List.of(connects, loans, transactions);
    }
}
