// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * A database of a test's own.
 *
 * @param owner who may do everything
 * @param stranger who may connect, and read nothing
 * @param start lets it be connected to
 * @param stop lets it be connected to no more
 */
record TestDatabase(DataSource owner, DataSource stranger, Switch start, Switch stop) {

    /** Something that can fail. */
    interface Switch {
        void turn() throws Exception;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All tables and views, those of the database itself apart. */
    Set<String> tables() throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (Connection connection = owner.getConnection();
                ResultSet found = connection
                        .getMetaData()
                        .getTables(null, null, "%", new String[] {"TABLE", "VIEW", "BASE TABLE"})) {
            while (found.next()) {
                if (!"INFORMATION_SCHEMA".equals(found.getString("TABLE_SCHEM"))) {
                    tables.add(found.getString("TABLE_NAME"));
                }
            }
        }
        return tables;
    }
}
