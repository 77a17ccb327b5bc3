// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Cell;
import java.sql.Connection;

/** The connections to databases that are open, below all pools. Thread-safe. */
interface OpenConnections {

    /** Of an application that does not publish how many there are. */
    record Unwatched() implements OpenConnections {

        @Override
        public void opened(Connection connection, Cell<ConnectKey> closes) {}

        @Override
        public void settle() {}
    }

    /**
     * A connection was opened.
     *
     * @param connection the driver's own
     * @param closes where its end is counted
     */
    void opened(Connection connection, Cell<ConnectKey> closes);

    /** Counts those that have ended. Never throws. */
    void settle();
}
