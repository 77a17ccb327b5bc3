// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import org.jspecify.annotations.Nullable;

/** A pool of connections, as the hook into its vendor describes it. Thread-safe. */
public interface ConnectionPool {

    /**
     * What it has now; null before it has started, and when it is closed: that is not zero (B25). It starts nothing, waits
     * for nothing, and no connection is touched.
     */
    @Nullable
    PoolState state();

    /** Whether it is closed for good. */
    boolean isClosed();

    /** Whether it raised this because no connection became free in time. */
    boolean isTimeout(Throwable thrown);

    /** What it does with a transaction that is open when a borrower gives the connection back. */
    TransactionOutcome openOnReturn();
}
