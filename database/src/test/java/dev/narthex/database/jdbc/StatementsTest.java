// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.RequestTally.Entry;
import dev.narthex.core.Settings;
import dev.narthex.core.Ticker;
import dev.narthex.database.SqlMetrics;
import dev.narthex.testkit.ManualTicker;
import dev.narthex.testkit.Scrape;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an application does with a real database, and what is counted of it. */
class StatementsTest {

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID(); // a test that failed leaves nothing behind
    private final ManualTicker ticker = ManualTicker.create();
    private final Application application =
            Application.of(Settings.builder().fetchTime(true).build(), ticker);
    private final DataSource source = measured(application);
    private Connection connection;
    private Scrape before;

    private DataSource measured(Application application) {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl(url);
        return MeasuredDataSource.wrap("default", h2, SqlMetrics.create(application));
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = source.getConnection();
        connection.createStatement().execute("CREATE TABLE book (id INT PRIMARY KEY, title VARCHAR)");
        connection.createStatement().execute("CREATE TABLE made (id INT GENERATED ALWAYS AS IDENTITY, x INT)");
        fresh();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void fresh() {
        before = Scrape.of(application);
    }

    private String moved(String family) {
        return Scrape.of(application).since(before).samples(family);
    }

    private double total(String name) {
        return Scrape.of(application).since(before).total(name);
    }

    private double rows(String operation) {
        return Scrape.of(application)
                .since(before)
                .value("django_db_rows_total{alias=\"default\",operation=\"" + operation + "\"}");
    }

    private double executed(String operation) {
        return Scrape.of(application)
                .since(before)
                .value("django_db_execute_total{alias=\"default\",vendor=\"h2\",operation=\"" + operation + "\"}");
    }

    private void insert(int count) throws SQLException {
        connection.createStatement().execute("INSERT INTO book SELECT x, 'book' FROM system_range(1, " + count + ")");
        fresh();
    }

    @Nested
    class Batches {

        @Test // B2
        void twiceInARowOnOneStatement() throws SQLException {
            Statement statement = connection.createStatement();
            for (int i = 0; i < 2; i++) {
                statement.addBatch("INSERT INTO book VALUES (" + i + ", 'a')");
                statement.addBatch("UPDATE book SET title = 'b'");
                statement.executeBatch();
            }
            statement.addBatch("DELETE FROM book");
            statement.clearBatch();
            statement.executeBatch();

            assertThat(executed("INSERT")).isEqualTo(2);
            assertThat(executed("UPDATE")).isEqualTo(2);
            assertThat(executed("DELETE")).isZero();
            assertThat(total("django_db_execute_many_total")).isEqualTo(4);
            assertThat(total("django_db_query_duration_seconds_count")).isEqualTo(2);
            assertThat(rows("INSERT")).isEqualTo(2);
            assertThat(rows("UPDATE")).isEqualTo(3);
        }

        @Test // B2
        void aPreparedBatchCountsTheSame() throws SQLException {
            PreparedStatement statement = connection.prepareStatement("INSERT INTO book VALUES (?, 'a')");
            for (int batch = 0; batch < 2; batch++) {
                for (int i = 0; i < 5; i++) {
                    statement.setInt(1, batch * 5 + i);
                    statement.addBatch();
                }
                statement.executeBatch();
            }

            assertThat(executed("INSERT")).isEqualTo(10);
            assertThat(total("django_db_execute_many_total")).isEqualTo(10);
            assertThat(total("django_db_query_duration_seconds_count")).isEqualTo(2);
            assertThat(rows("INSERT")).isEqualTo(10);
        }

        @Test // B4
        void oneThatFailsInTheMiddleIsOneErrorAndTheRowsThatWereWritten() throws SQLException {
            insert(1);
            PreparedStatement statement = connection.prepareStatement("INSERT INTO book VALUES (?, 'a')");
            for (int id : new int[] {10, 11, 1, 12, 13}) {
                statement.setInt(1, id);
                statement.addBatch();
            }

            assertThatThrownBy(statement::executeBatch).isInstanceOf(BatchUpdateException.class);

            assertThat(executed("INSERT")).isEqualTo(5);
            assertThat(rows("INSERT")).as("H2 goes on behind it").isEqualTo(4);
            assertThat(total("django_db_query_duration_seconds_count")).isEqualTo(1);
            assertThat(moved("django_db_errors_total")).isEqualTo("""
                    django_db_errors_total{alias="default",type="UniqueViolation",vendor="h2"} 1.0
                    """);
            fresh();
            statement.setInt(1, 14);
            statement.addBatch();
            statement.executeBatch();
            assertThat(executed("INSERT")).as("after a failure").isEqualTo(1);
        }

        @Test // B3
        void rowsThatAreAskedForOnceMoreAreNotMore() throws SQLException {
            PreparedStatement statement = connection.prepareStatement("INSERT INTO book VALUES (?, 'a')");
            statement.setInt(1, 1);
            statement.addBatch();
            statement.executeBatch();
            statement.getUpdateCount();
            statement.getLargeUpdateCount();

            assertThat(rows("INSERT")).isEqualTo(1);
        }
    }

    @Nested
    class Rows {

        @Test
        void writtenOnesAreCountedOnceHoweverOftenOneAsks() throws SQLException {
            Statement statement = connection.createStatement();
            statement.executeUpdate("INSERT INTO book VALUES (1, 'a'), (2, 'b')");
            statement.getUpdateCount();
            statement.execute("UPDATE book SET title = 'c'");
            statement.getUpdateCount();
            statement.getUpdateCount();
            statement.getLargeUpdateCount();
            statement.executeLargeUpdate("DELETE FROM book");

            assertThat(moved("django_db_rows_total")).isEqualTo("""
                    django_db_rows_total{alias="default",operation="DELETE"} 2.0
                    django_db_rows_total{alias="default",operation="INSERT"} 2.0
                    django_db_rows_total{alias="default",operation="UPDATE"} 2.0
                    """);
        }

        @Test // B7
        void generatedKeysAreNoQuery() throws SQLException {
            Statement statement = connection.createStatement();
            statement.executeUpdate("INSERT INTO made (x) VALUES (1), (2)", Statement.RETURN_GENERATED_KEYS);
            try (ResultSet keys = statement.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.next()).isTrue();
            }

            assertThat(total("django_db_execute_total")).isEqualTo(1);
            assertThat(moved("django_db_rows_total")).isEqualTo("""
                    django_db_rows_total{alias="default",operation="INSERT"} 2.0
                    """);
        }

        @Test // B9
        void whereThereIsNoResultThereIsNone() throws SQLException {
            Statement statement = connection.createStatement();
            assertThat(statement.execute("INSERT INTO book VALUES (1, 'a')")).isFalse();
            assertThat(statement.getResultSet()).isNull();
        }

        @Test // B6
        void severalStatementsInOneTextAreOneExecutionOfTheFirst() throws SQLException {
            connection.createStatement().execute("INSERT INTO book VALUES (1, 'a'); DELETE FROM book");

            assertThat(moved("django_db_execute_total")).isEqualTo("""
                    django_db_execute_total{alias="default",operation="INSERT",vendor="h2"} 1.0
                    """);
        }

        @Test // B10
        void metadataIsNobodysQuery() throws SQLException {
            try (ResultSet tables = connection.getMetaData().getTables(null, null, "BOOK", null)) {
                assertThat(tables.next()).isTrue();
            }

            assertThat(Scrape.of(application).since(before)).hasToString("");
        }

        @Test // B16
        void whatIsRunThroughTheWayBackIsCounted() throws SQLException {
            Connection back = connection.getMetaData().getConnection();
            back.createStatement().getConnection().createStatement().execute("SELECT 1");

            assertThat(executed("SELECT")).isEqualTo(1);
        }
    }

    enum End {
        READ,
        RESULT,
        EXECUTED_AGAIN,
        MORE_RESULTS,
        STATEMENT,
        CONNECTION,
        ABORT
    }

    @Nested
    class Fetching {

        private void end(End end, Statement statement, ResultSet result) throws SQLException {
            switch (end) {
                case READ -> {
                    ticker.advance(Duration.ofSeconds(-1)); // the last row takes no time
                    while (result.next()) {
                        ticker.advance(Duration.ofMillis(1));
                    }
                }
                case RESULT -> result.close();
                case EXECUTED_AGAIN -> statement.execute("SET @a 1");
                case MORE_RESULTS -> statement.getMoreResults();
                case STATEMENT -> statement.close();
                case CONNECTION -> connection.close();
                case ABORT -> connection.abort(Runnable::run);
            }
        }

        @ParameterizedTest // B8
        @EnumSource
        void itEndsOnceByWhateverEndsIt(End end) throws SQLException {
            insert(1_100);
            Connection other = source.getConnection(); // keeps the database
            Statement statement = connection.createStatement();
            ResultSet result = statement.executeQuery("SELECT * FROM book");
            ticker.advance(Duration.ofSeconds(5)); // the application thinks
            for (int i = 0; i < 100; i++) {
                result.next();
                ticker.advance(Duration.ofMillis(10));
            }

            end(end, statement, result);
            ticker.advance(Duration.ofSeconds(5));
            result.close();
            statement.close();
            connection.close();

            assertThat(total("django_db_fetch_seconds_total")).isEqualTo(1);
            assertThat(rows("SELECT")).isEqualTo(end == End.READ ? 1_100 : 100);
            assertThat(total("django_db_query_duration_seconds_sum")).isZero();
            connection = other;
        }

        @Test // B8
        void aStatementThatClosesWithItsResultEndsIt() throws SQLException {
            insert(10);
            Statement statement = connection.createStatement();
            statement.closeOnCompletion();
            try (ResultSet result = statement.executeQuery("SELECT * FROM book")) {
                result.next();
                ticker.advance(Duration.ofSeconds(1));
            }

            assertThat(total("django_db_fetch_seconds_total")).isEqualTo(1);
            assertThat(rows("SELECT")).isEqualTo(1);
        }

        @Test // B8
        void whatNobodyFetchesTakesNoTime() throws SQLException {
            connection.createStatement().executeQuery("SELECT 1").close();

            assertThat(total("django_db_fetch_seconds_total")).isZero();
        }

        @Test // B8
        void aLongExportIsSeenWhileItRuns() throws SQLException {
            insert(5_000);
            Statement statement = connection.createStatement();
            statement.setFetchSize(100);
            ResultSet result = statement.executeQuery("SELECT * FROM book");
            for (int i = 0; i < 2_500; i++) {
                result.next();
            }

            assertThat(rows("SELECT")).isBetween(1_400.0, 2_500.0);
            result.close();
            assertThat(rows("SELECT")).isEqualTo(2_500);
        }

        @Test
        void hundredsOfOpenResultsAreBoundedAndLoseNothing() throws SQLException {
            insert(3);
            List<ResultSet> open = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                open.add(connection.createStatement().executeQuery("SELECT * FROM book"));
            }
            for (ResultSet result : open) {
                while (result.next()) {
                    ticker.advance(Duration.ofMillis(1));
                }
            }
            connection.close();

            assertThat(rows("SELECT")).isEqualTo(900);
            connection = source.getConnection();
        }

        @Test // B27
        void aConnectionThatAnotherThreadAbortsEndsEachResultOnce() throws Exception {
            for (int round = 0; round < 50; round++) {
                Connection own = source.getConnection();
                List<ResultSet> open = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    open.add(own.createStatement().executeQuery("SELECT * FROM system_range(1, 2)"));
                }
                for (ResultSet result : open) {
                    result.next();
                }
                fresh();
                Thread aborting = new Thread(() -> end(own));
                aborting.start();
                for (ResultSet result : open) {
                    result.close();
                }
                aborting.join();
                own.close();

                assertThat(rows("SELECT")).isEqualTo(100);
            }
        }

        private void end(Connection own) {
            try {
                own.abort(Runnable::run);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    @Nested
    class Failures {

        @Test // B10
        void aPreparationThatRaisesIsAnExecutionThatFailed() throws SQLException {
            assertThatThrownBy(() -> connection.prepareStatement("SELECT * FROM nothing"))
                    .isInstanceOf(SQLException.class);
            connection.prepareStatement("SELECT * FROM book").close();

            assertThat(moved("django_db_errors_total")).isEqualTo("""
                    django_db_errors_total{alias="default",type="UndefinedTable",vendor="h2"} 1.0
                    """);
            assertThat(total("django_db_execute_total")).isEqualTo(1);
            assertThat(total("django_db_query_duration_seconds_count")).isEqualTo(1);
        }

        @Test // B37
        void aPreparationOnAClosedConnectionIsAnErrorWithoutTime() throws SQLException {
            connection.close();
            assertThatThrownBy(() -> connection.prepareStatement("SELECT 1")).isInstanceOf(SQLException.class);

            assertThat(moved("django_db_errors_total")).isEqualTo("""
                    django_db_errors_total{alias="default",type="ObjectClosed",vendor="h2"} 1.0
                    """);
            assertThat(total("django_db_query_duration_seconds_count")).isZero();
            connection = source.getConnection();
        }

        @Test // B37
        void aClosedStatementIsAnErrorWithoutTime() throws SQLException {
            Statement closed = connection.createStatement();
            closed.close();
            assertThatThrownBy(() -> closed.executeQuery("SELECT 1")).hasMessageContaining("closed");
            PreparedStatement batch = connection.prepareStatement("INSERT INTO book VALUES (1, 'a')");
            batch.addBatch();
            batch.close();
            assertThatThrownBy(batch::executeBatch).hasMessageContaining("closed");

            assertThat(moved("django_db_errors_total")).isEqualTo("""
                    django_db_errors_total{alias="default",type="ObjectClosed",vendor="h2"} 2.0
                    """);
            assertThat(total("django_db_query_duration_seconds_count")).isZero();
        }

        @Test // B37
        void aStatementOfAClosedConnectionIsClosed() throws SQLException {
            Statement closed = connection.createStatement();
            connection.close();
            assertThatThrownBy(() -> closed.executeQuery("SELECT 1")).isInstanceOf(SQLException.class);

            assertThat(moved("django_db_errors_total")).isEqualTo("""
                    django_db_errors_total{alias="default",type="ObjectClosed",vendor="h2"} 1.0
                    """);
            assertThat(total("django_db_query_duration_seconds_count")).isZero();
            connection = source.getConnection();
        }

        @Test // B40
        void noStatementAtAllIsTheDriversBusiness() throws SQLException {
            Statement statement = connection.createStatement();
            assertThatThrownBy(() -> statement.execute(null)).isInstanceOf(SQLException.class);
            assertThat(statement.execute("")).isFalse();

            assertThat(executed("OTHER")).isEqualTo(2);
            assertThat(total("django_db_errors_total")).isEqualTo(1);
        }

        @Test // B12
        void aCommitThatRaisesIsAnError() throws SQLException {
            connection.setAutoCommit(false);
            connection.unwrap(org.h2.jdbc.JdbcConnection.class).close();
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);

            assertThat(moved("django_db_errors_total")).isEqualTo("""
                    django_db_errors_total{alias="default",type="ObjectClosed",vendor="h2"} 1.0
                    """);
        }
    }

    @Test
    void theRequestOnTheThreadKnowsWhatItCost() throws SQLException {
        application.tally().open();
        connection.createStatement().execute("SELECT 1");
        PreparedStatement batch = connection.prepareStatement("INSERT INTO book VALUES (?, 'a')");
        for (int i = 0; i < 10; i++) {
            batch.setInt(1, i);
            batch.addBatch();
        }
        batch.executeBatch();
        application.tally().close();

        assertThat(application.tally().amount(Entry.QUERIES)).isEqualTo(2);
    }

    @Test
    void anInstrumentationThatFailsIsCountedAndNotNoticed() throws SQLException {
        Ticker broken = () -> {
            throw new IllegalStateException("no clock");
        };
        Application failing = Application.of(Settings.builder().fetchTime(true).build(), broken);
        try (Connection noticing = measured(failing).getConnection()) {
            Statement statement = noticing.createStatement();
            assertThat(statement.executeUpdate("INSERT INTO book VALUES (1, 'a')"))
                    .isEqualTo(1);
            try (ResultSet result = statement.executeQuery("SELECT title FROM book")) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString(1)).isEqualTo("a");
            }
            assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO book VALUES (1, 'a')"))
                    .isInstanceOf(org.h2.jdbc.JdbcSQLIntegrityConstraintViolationException.class);
        }

        assertThat(Scrape.of(failing).value("narthex_instrumentation_errors_total{instrumentation=\"database\"}"))
                .isGreaterThan(3);
    }
}
