// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import org.jspecify.annotations.Nullable;

/** What a statement does: a closed set, so that no text of SQL ever becomes a label (B41). */
public enum SqlOperation {
    /** Reads rows: SELECT, VALUES, TABLE. */
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    /** Inserts or updates: MERGE, REPLACE, UPSERT. */
    MERGE,
    /** Runs code in the database: CALL, EXEC, DO, a block. */
    CALL,
    /** Changes what there is: CREATE, ALTER, DROP, TRUNCATE, GRANT and their like. */
    DDL,
    /** BEGIN, COMMIT, ROLLBACK, SAVEPOINT and their like, sent as statements. */
    TRANSACTION,
    /** All else, and what cannot be read. */
    OTHER;

    private static final SqlOperation[] ALL = values();

    /** How many there are. */
    static final int COUNT = ALL.length;

    static SqlOperation at(int ordinal) {
        return ALL[ordinal];
    }

    /**
     * The operation of a statement, by its main verb: comments, hints, parentheses and common table expressions before it
     * are skipped. Never throws; the work is linear, and bounded for a text of any length.
     *
     * @param sql the statement as the application wrote it; null is what some drivers are given and refuse
     */
    public static SqlOperation of(@Nullable String sql) {
        return sql == null ? OTHER : SqlScanner.operation(sql);
    }
}
