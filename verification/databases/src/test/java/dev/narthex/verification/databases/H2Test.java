// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import java.util.Map;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;

class H2Test extends TimedDatabaseContract {

    @Override
    Database database() {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1");
        return new Database(
                source,
                "h2",
                "MERGE INTO book KEY (id) VALUES (9, 'nine')",
                "CREATE ALIAS IF NOT EXISTS restock FOR 'java.lang.Math.random'",
                "SELECT COUNT(*) FROM system_range(1, 1000000000) a, system_range(1, 1000) b",
                JdbcConnection.class);
    }

    @Override
    Map<String, Difference> differences() {
        return Map.of(
                "a batch that fails at its third, and one after it",
                new Difference(
                        "INSERT 6, calls 2, many 6, rows INSERT 5, error UniqueViolation 1",
                        "H2 goes on behind the statement that failed, and tells what it wrote"),
                "several statements in one text",
                new Difference("INSERT 1, calls 1, rows INSERT 1", "H2 tells the rows of the first statement alone"));
    }
}
