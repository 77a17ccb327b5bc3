// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import dev.narthex.migrations.HistoryTableReader;
import dev.narthex.migrations.MigrationReader;
import javax.sql.DataSource;

/** A tool for migrations, as an application uses it. */
public interface Tool {

    /** Its name as a label. */
    String name();

    /** Runs what has not run of these scripts. */
    void migrate(DataSource database, String scripts) throws Exception;

    /** The reader of these scripts, which have run or not. */
    MigrationReader reader(DataSource database, String scripts);

    /** The reader of the history table alone. */
    HistoryTableReader tableReader();

    /** The history table, as SQL names it. */
    String table();

    /** Whether a failed migration is recorded where DDL is not transactional (D27). */
    boolean recordsFailures();
}
