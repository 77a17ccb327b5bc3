// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a history table, by one plain {@code SELECT} (D30). A table that is not there is told from one that may not
 * be read. Immutable.
 *
 * @param present whether the table is there
 * @param rows its rows in no order
 */
public record MigrationHistory(boolean present, List<Row> rows) {

    /**
     * What databases say of a table, or of its schema, that is not there: PostgreSQL 42P01 and 3F000; H2 42S02, 42S03,
     * 42S04 and 90079; MySQL and MariaDB 42S02; SQL Server S0002. Oracle says the same of a table that may not be read
     * (ORA-00942), so there it is unreadable.
     */
    private static final Set<String> UNDEFINED = Set.of("42P01", "3F000", "42S02", "42S03", "42S04", "90079", "S0002");

    public MigrationHistory {
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param values what is in its columns, by the columns' names in lower case; SQL's null is no entry
     */
    public record Row(Map<String, String> values) {

        public Row {
            values = Map.copyOf(values);
        }

        /** What is in a column; null where nothing is. */
        public @Nullable String value(String column) {
            return values.get(column);
        }

        /** What is in a column; empty where nothing is. */
        public String text(String column) {
            return values.getOrDefault(column, "");
        }

        /** The number in a column; 0 where none is. */
        public int number(String column) {
            String number = values.get(column);
            return number == null ? 0 : Integer.parseInt(number);
        }

        /** Whether a column says yes, in the words of any database. */
        public boolean flag(String column) {
            return Set.of("1", "t", "true").contains(text(column).toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Reads a table.
     *
     * @param connection one that only reads
     * @param table how SQL names it, quoted and qualified as it must be
     * @throws SQLException if it is there and cannot be read, or the database does not answer
     */
    public static MigrationHistory of(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
            return new MigrationHistory(true, rows(result));
        } catch (SQLException failed) {
            if (!isUndefined(connection, failed)) {
                throw failed;
            }
            connection.rollback(); // PostgreSQL refuses whatever comes after a failure
            return new MigrationHistory(false, List.of());
        }
    }

    /** How SQL names a table whose name is meant as it is written. */
    public static String quoted(Connection connection, @Nullable String schema, String table) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString().strip();
        String name = quote + table + quote;
        return schema == null || schema.isEmpty() ? name : quote + schema + quote + "." + name;
    }

    private static boolean isUndefined(Connection connection, SQLException failed) throws SQLException {
        if (failed.getSQLState() != null && UNDEFINED.contains(failed.getSQLState())) {
            return true;
        }
        DatabaseMetaData metaData = connection.getMetaData();
        return "SQLite".equals(metaData.getDatabaseProductName()) // it has no states
                && String.valueOf(failed.getMessage()).contains("no such table");
    }

    private static List<Row> rows(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        List<Row> rows = new ArrayList<>();
        while (result.next()) {
            Map<String, String> values = new TreeMap<>();
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                String value = result.getString(column);
                if (value != null) {
                    values.put(columns.getColumnName(column).toLowerCase(Locale.ROOT), value);
                }
            }
            rows.add(new Row(values));
        }
        return rows;
    }
}
