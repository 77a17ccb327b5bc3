// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

class SqliteTest extends DatabaseContract {

    @TempDir
    Path folder = Path.of("");

    @Override
    Database database() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("contract.db"));
        return new Database(
                source,
                "sqlite",
                "REPLACE INTO book VALUES (9, 'nine')",
                null,
                "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n",
                SQLiteConnection.class);
    }

    @Override
    Map<String, Difference> differences() {
        return Map.of(
                "a call",
                new Difference("", "SQLite has no procedures"),
                "a batch that fails at its third, and one after it",
                new Difference(
                        "INSERT 6, calls 2, many 6, rows INSERT 1, error IntegrityConstraintViolation 1",
                        "SQLite has one basic code for all constraints"),
                "several statements in one text",
                new Difference("INSERT 1, calls 1, rows INSERT 1", "the driver runs the first statement alone"),
                "errors",
                new Difference(
                        "INSERT 2, OTHER 1, SELECT 1, calls 4, error IntegrityConstraintViolation 2, error SQLiteException 2",
                        "SQLite has one basic code for all constraints, and one for all that it cannot read or find"),
                "closed objects",
                new Difference("SELECT 3, calls 1, error ObjectClosed 2", "the driver lets a closed statement work"));
    }
}
