// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What an application does, and what is counted of it wherever a vendor does not differ. */
final class Steps {

    interface Work {
        void run(Database database, Connection connection) throws Exception;
    }

    record Step(String name, String outcome, Work work) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String EIGHT_TIMES =
            "SELECT a.id FROM book a, book b, book c, book d, book e, book f, book g, book h";

    static final List<Step> ALL = List.of(
            new Step("a query", "SELECT 1, calls 1, rows SELECT 3", (database, connection) -> query(connection)),
            new Step(
                    "a prepared query",
                    "SELECT 2, calls 2, rows SELECT 3",
                    (database, connection) -> prepared(connection)),
            new Step(
                    "every kind of statement",
                    "DDL 2, DELETE 1, INSERT 1, SELECT 1, UPDATE 1, calls 6,"
                            + " rows DELETE 1, rows INSERT 2, rows SELECT 1, rows UPDATE 5",
                    (database, connection) -> everyKind(connection)),
            new Step("an upsert", "MERGE 1, calls 1, rows MERGE 1", Steps::upsert),
            new Step("a call", "CALL 1, calls 1", Steps::call), // B6
            new Step( // B2
                    "a batch of several kinds, twice",
                    "INSERT 2, UPDATE 2, calls 2, many 4, rows INSERT 2, rows UPDATE 2",
                    (database, connection) -> mixedBatch(connection)),
            new Step( // B2
                    "a prepared batch, twice",
                    "INSERT 10, calls 2, many 10, rows INSERT 10",
                    (database, connection) -> preparedBatch(connection)),
            new Step("an empty batch", "", (database, connection) -> connection // B5
                    .createStatement()
                    .executeBatch()),
            new Step( // B4
                    "a batch that fails at its third, and one after it",
                    "INSERT 6, calls 2, many 6, rows INSERT 1, error UniqueViolation 1",
                    (database, connection) -> failingBatch(connection)),
            new Step(
                    "generated keys",
                    "INSERT 1, calls 1, rows INSERT 1",
                    (database, connection) -> keys(connection)), // B7
            new Step(
                    "no result",
                    "UPDATE 1, calls 1, rows UPDATE 3",
                    (database, connection) -> noResult(connection)), // B9
            new Step( // B6
                    "several statements in one text",
                    "INSERT 1, calls 1, rows INSERT 5",
                    (database, connection) -> several(connection)),
            new Step( // B8
                    "many rows, closed in every way",
                    "SELECT 7, calls 7, rows SELECT 7061",
                    (database, connection) -> manyRows(connection)),
            new Step( // B35
                    "errors",
                    "INSERT 2, OTHER 1, SELECT 1, calls 4, error NotNullViolation 1, error SyntaxError 1,"
                            + " error UndefinedTable 1, error UniqueViolation 1",
                    (database, connection) -> errors(connection)),
            new Step("closed objects", "SELECT 3, error ObjectClosed 3", Steps::closed), // B37
            new Step( // B13
                    "transactions",
                    "INSERT 2, calls 2, rows INSERT 2",
                    (database, connection) -> transactions(connection)),
            new Step("metadata", "", (database, connection) -> metadata(connection))); // B10

    private Steps() {}

    private static void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM book")) {
            assertThat(read(result)).isEqualTo(3);
        }
    }

    private static int read(ResultSet result) throws SQLException {
        int rows = 0;
        while (result.next()) {
            rows++;
        }
        return rows;
    }

    private static void prepared(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM book WHERE id > ?")) {
            statement.setInt(1, 1);
            read(statement.executeQuery());
            statement.setInt(1, 2);
            assertThat(statement.execute()).isTrue();
            read(statement.getResultSet());
        }
    }

    private static void everyKind(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("/* two */ INSERT INTO book VALUES (4, 'four'), (5, 'five')");
            statement.executeLargeUpdate("update book set title = 'x'");
            statement.executeUpdate("-- one\nDELETE FROM book WHERE id = 1");
            read(statement.executeQuery("WITH a AS (SELECT 1 AS x) SELECT x FROM a"));
            statement.execute("CREATE TABLE shelf (id INT)");
            statement.executeUpdate("DROP TABLE shelf");
        }
    }

    private static void upsert(Database database, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(database.upsert());
        }
    }

    private static void call(Database database, Connection connection) throws SQLException {
        if (database.procedure() != null) {
            try (PreparedStatement statement = connection.prepareCall("CALL restock()")) {
                statement.execute();
            }
        }
    }

    private static void mixedBatch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int id = 10; id < 12; id++) {
                statement.addBatch("INSERT INTO book VALUES (" + id + ", 'x')");
                statement.addBatch("UPDATE book SET title = 'y' WHERE id = " + id);
                statement.executeBatch();
            }
            statement.addBatch("DELETE FROM book");
            statement.clearBatch();
            statement.executeBatch();
        }
    }

    private static void preparedBatch(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO book VALUES (?, 'x')")) {
            for (int batch = 1; batch <= 2; batch++) {
                addToBatch(statement, batch * 10, batch * 10 + 1, batch * 10 + 2, batch * 10 + 3, batch * 10 + 4);
                statement.executeBatch();
            }
        }
    }

    private static void addToBatch(PreparedStatement statement, int... ids) throws SQLException {
        for (int id : ids) {
            statement.setInt(1, id);
            statement.addBatch();
        }
    }

    private static void failingBatch(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO book VALUES (?, 'x')")) {
            addToBatch(statement, 10, 11, 1, 12, 13);
            assertThatThrownBy(statement::executeBatch).isInstanceOf(SQLException.class);
            addToBatch(statement, 20);
            statement.executeBatch();
        }
    }

    private static void keys(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO book VALUES (10, 'x')", Statement.RETURN_GENERATED_KEYS);
            try (ResultSet keys = statement.getGeneratedKeys()) {
                read(keys);
            }
        }
    }

    private static void noResult(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("UPDATE book SET title = 'x'")).isFalse();
            assertThat(statement.getResultSet()).isNull();
            assertThat(statement.getUpdateCount()).isEqualTo(3);
        }
    }

    private static void several(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO book VALUES (10, 'x'); DELETE FROM book");
            int results = 0;
            while ((statement.getUpdateCount() != -1 || statement.getMoreResults()) && results++ < 5) {
                statement.getMoreResults();
            }
        }
    }

    private static void manyRows(Connection connection) throws SQLException {
        connection.setAutoCommit(false); // else some drivers fetch all at once
        Statement statement = connection.createStatement();
        statement.setFetchSize(50);
        assertThat(read(statement.executeQuery(EIGHT_TIMES))).isEqualTo(6_561);
        readHundred(statement.executeQuery(EIGHT_TIMES)).close();
        readHundred(statement.executeQuery(EIGHT_TIMES)); // executed again
        readHundred(statement.executeQuery(EIGHT_TIMES));
        statement.close();
        Statement completed = connection.createStatement();
        completed.closeOnCompletion();
        readHundred(completed.executeQuery(EIGHT_TIMES)).close();
        assertThat(completed.isClosed()).isTrue();
        ResultSet second = readHundred(connection.createStatement().executeQuery(EIGHT_TIMES));
        assertThat(second.getStatement().getMoreResults()).isFalse();
        connection.createStatement().executeQuery(EIGHT_TIMES);
        connection.rollback();
        connection.close();
    }

    private static ResultSet readHundred(ResultSet result) throws SQLException {
        for (int i = 0; i < 100; i++) {
            assertThat(result.next()).isTrue();
        }
        return result;
    }

    private static void errors(Connection connection) throws SQLException {
        for (String sql : List.of(
                "INSERT INTO book VALUES (1, 'again')",
                "INSERT INTO book VALUES (10, NULL)",
                "SELEKT 1",
                "SELECT * FROM nothing")) {
            try (Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class);
            }
        }
    }

    private static void closed(Database database, Connection connection) throws SQLException {
        Statement closed = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1");
        Statement late = connection.createStatement();
        closed.close();
        prepared.close();
        Throwable raised = catchThrowable(() -> closed.executeQuery("SELECT 1").close());
        assertThat(raised == null).isEqualTo(database.vendor().equals("sqlite"));
        assertThatThrownBy(prepared::executeQuery).isInstanceOf(SQLException.class);
        connection.close();
        assertThatThrownBy(() -> late.executeQuery("SELECT 1")).isInstanceOf(SQLException.class);
    }

    private static void transactions(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO book VALUES (10, 'x')");
            connection.commit();
            statement.executeUpdate("INSERT INTO book VALUES (11, 'x')");
            connection.rollback();
        }
    }

    private static void metadata(Connection connection) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, null, null, null)) {
            assertThat(read(tables)).isPositive();
        }
    }
}
