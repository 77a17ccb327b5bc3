// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.database.Borrowed;
import dev.narthex.database.ConnectionPool;
import dev.narthex.database.LoanRecorder;
import dev.narthex.database.TransactionOutcome;
import java.sql.Connection;

/** What it means to get a connection of a source, to keep it, and to close it. None of it throws. Thread-safe. */
interface Access {

    /** Of a source of which nobody knows whether its connections are its own or a database's. */
    record Unknown() implements Access {}

    /** A connection is asked for. Nanoseconds. */
    default long begin() {
        return 0;
    }

    /** It was got; what this returns is when. Nanoseconds. */
    default long succeeded(Connection connection, long begun) {
        return begun;
    }

    /** It was not. */
    default void failed(Throwable thrown) {}

    /** It is handed out; what this returns is given to {@link #closed}. */
    default int lent(Borrowed loan) {
        return 0;
    }

    /** It is closed, for the first time. */
    default void closed(Borrowed loan, int place) {}

    /** What becomes of a transaction that is open then. */
    default TransactionOutcome openOnClose(String vendor) {
        return TransactionOutcome.UNKNOWN;
    }

    /** Of a pool: to get a connection is to wait, to close it is to give it back. */
    record Loan(LoanRecorder loans, ConnectionPool pool) implements Access {

        @Override
        public long begin() {
            return loans.begin();
        }

        @Override
        public long succeeded(Connection connection, long begun) {
            return loans.acquired(begun);
        }

        @Override
        public void failed(Throwable thrown) {
            if (pool.isTimeout(thrown)) {
                loans.timedOut();
            }
        }

        @Override
        public int lent(Borrowed loan) {
            return loans.lent(loan);
        }

        @Override
        public void closed(Borrowed loan, int place) {
            loans.returned(loan, place);
        }

        @Override
        public TransactionOutcome openOnClose(String vendor) {
            return pool.openOnReturn();
        }
    }
}
