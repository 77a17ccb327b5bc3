// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations;

import java.sql.Connection;

/**
 * Reads what has become of the migrations of one database, in two steps, so that the second, which looks for scripts, is
 * needed only where the first has found something new. Neither has a side effect: no table is made, no lock is taken,
 * nothing of the application's is called (D30). Asked by one thread at a time.
 */
public interface MigrationReader {

    /** The tool, as a label: {@code flyway}, {@code liquibase}. */
    String tool();

    /**
     * Reads the history table.
     *
     * @param connection one that only reads, times out, and is closed by who has opened it
     */
    MigrationHistory history(Connection connection) throws Exception;

    /** Counts what the history says, beside the scripts if this reader sees them. */
    MigrationCounts counts(MigrationHistory history, Connection connection) throws Exception;

    /** Whether the same history may have other counts later: scripts can come and go while the application runs. */
    default boolean scriptsMayChange() {
        return false;
    }
}
