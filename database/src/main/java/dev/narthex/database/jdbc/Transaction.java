// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.database.TransactionOutcome;
import dev.narthex.database.TransactionRecorder;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The transaction that is open on a connection, if one is: something was executed since the last one ended, and not in
 * autocommit. Whether it is autocommit is known from who set it; only where nobody did is the driver asked, once for each
 * that borrows the connection, when something ends. Drivers know it without asking the database (pgjdbc 42, MariaDB 3,
 * Connector/J 9, H2 2 and SQLite keep it in a field). As thread-safe as the connection.
 */
final class Transaction {

    private enum Mode {
        UNKNOWN,
        AUTOCOMMIT,
        MANUAL
    }

    private final Connection connection;
    private final TransactionRecorder recorder;
    private Mode mode = Mode.UNKNOWN;
    private boolean worked;
    /** Somebody has the driver's own connection, and may do there what we do not see. */
    private boolean unwrapped;

    Transaction(Connection connection, TransactionRecorder recorder) {
        this.connection = connection;
        this.recorder = recorder;
    }

    /** Something is executed. */
    void works() {
        worked = true;
    }

    /** The driver's own connection is handed out. */
    void unwrapped() {
        unwrapped = true;
    }

    /** Whether something was executed that has neither been committed nor rolled back. */
    boolean isOpen() {
        return worked && isManual();
    }

    /** Whether there may be something to commit. */
    boolean mayBeOpen() {
        return (worked || unwrapped) && isManual();
    }

    /** It has ended, if it was open. */
    void ended(boolean wasOpen, TransactionOutcome outcome) {
        worked = false;
        if (wasOpen) {
            recorder.ended(outcome);
        }
    }

    /** The mode was set; to autocommit is to commit what is open (B11). */
    void set(boolean autoCommit, boolean wasOpen) {
        mode = autoCommit ? Mode.AUTOCOMMIT : Mode.MANUAL;
        if (autoCommit || !wasOpen) {
            ended(wasOpen, TransactionOutcome.COMMITTED);
        }
    }

    /** The mode could not be set. */
    void notSet(boolean autoCommit, boolean wasOpen) {
        mode = Mode.UNKNOWN;
        if (autoCommit) {
            ended(wasOpen, TransactionOutcome.FAILED);
        }
    }

    private boolean isManual() {
        if (mode == Mode.UNKNOWN) {
            try {
                mode = connection.getAutoCommit() ? Mode.AUTOCOMMIT : Mode.MANUAL;
            } catch (SQLException | RuntimeException closed) {
                return false; // nobody can tell; what is unknown is not counted
            }
        }
        return mode == Mode.MANUAL;
    }
}
