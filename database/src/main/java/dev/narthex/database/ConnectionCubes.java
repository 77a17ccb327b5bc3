// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Count;
import dev.narthex.core.Cube;
import dev.narthex.core.Distribution;
import dev.narthex.core.Family;
import dev.narthex.core.Settings;
import java.util.List;

/**
 * The cubes of connections, loans and transactions, and the places of their measures. Immutable.
 *
 * @param connects attempts to connect to a database
 * @param closes connections to a database that have ended
 * @param loans what pools lend
 * @param transactions what has ended
 */
record ConnectionCubes(
        Cube<ConnectKey> connects,
        Cube<ConnectKey> closes,
        Cube<LoanKey> loans,
        Cube<TransactionKey> transactions,
        Count leaks,
        Distribution connectTime,
        Distribution acquireTime,
        Distribution useTime) {

    /**
     * The cubes of an application.
     *
     * @param settleConnections counts the connections that have ended, before they are read
     * @param settleLoans counts the loans that were leaked, before they are read
     */
    static ConnectionCubes of(
            List<Family> families, Settings settings, Runnable settleConnections, Runnable settleLoans) {
        int maxCells = settings.maxCells();
        Cube<ConnectKey> connects = Cube.<ConnectKey>builder("db_connects")
                .records(ConnectionFamilies.CONNECTS)
                .records(ConnectionFamilies.CONNECT_TIME)
                .folding(ConnectKey::folded)
                .maxCells(maxCells)
                .published(families)
                .histograms(settings.histograms())
                .build();
        Cube<ConnectKey> closes = Cube.<ConnectKey>builder("db_closes")
                .records(ConnectionFamilies.CLOSES)
                .folding(ConnectKey::folded)
                .maxCells(maxCells)
                .beforeReading(settleConnections)
                .build();
        Cube<LoanKey> loans = Cube.<LoanKey>builder("db_loans")
                .records(ConnectionFamilies.TIMEOUTS)
                .records(ConnectionFamilies.LEAKS)
                .records(ConnectionFamilies.ACQUIRE_TIME)
                .records(ConnectionFamilies.USE_TIME)
                .folding(LoanKey::folded)
                .maxCells(maxCells)
                .beforeReading(settleLoans)
                .published(families)
                .histograms(settings.histograms())
                .build();
        Cube<TransactionKey> transactions = Cube.<TransactionKey>builder("db_transactions")
                .records(ConnectionFamilies.TRANSACTIONS)
                .folding(TransactionKey::folded)
                .maxCells(maxCells)
                .build();
        return new ConnectionCubes(
                connects,
                closes,
                loans,
                transactions,
                loans.count(ConnectionFamilies.LEAKS),
                connects.distribution(ConnectionFamilies.CONNECT_TIME),
                loans.distribution(ConnectionFamilies.ACQUIRE_TIME),
                loans.distribution(ConnectionFamilies.USE_TIME));
    }

    List<Cube<?>> all() {
        return List.of(connects, closes, loans, transactions);
    }
}
