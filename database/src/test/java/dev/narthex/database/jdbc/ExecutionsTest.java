// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.SqlMetrics;
import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which calls count, and that none is made that the application did not make. */
class ExecutionsTest {

    private final RecordingDriver driver = new RecordingDriver();
    private final Application application = Application.of(Settings.create());
    private final DataSource raw = driver.a(DataSource.class);
    private final DataSource measured = MeasuredDataSource.wrap("default", raw, SqlMetrics.of(application));

    private static Statement statement(Connection connection, Class<?> type) throws SQLException {
        if (type == Statement.class) {
            return connection.createStatement();
        }
        return type == PreparedStatement.class
                ? connection.prepareStatement("INSERT INTO book VALUES (?)")
                : connection.prepareCall("INSERT INTO book VALUES (?)");
    }

    static Stream<Arguments> executions() {
        return Stream.of(Statement.class, PreparedStatement.class, CallableStatement.class)
                .flatMap(type -> Stream.of(type.getMethods())
                        .filter(method -> method.getName().startsWith("execute"))
                        .sorted(Comparator.comparing(Method::toString))
                        .map(method -> Arguments.of(type, method)));
    }

    private @Nullable Object[] arguments(Method method) {
        return Stream.of(method.getParameterTypes())
                .map(type -> type == String.class ? "INSERT INTO book VALUES (1)" : driver.value(type))
                .toArray();
    }

    private static void addToBatch(Statement statement, Method method) throws SQLException {
        if (method.getName().endsWith("Batch")) {
            if (statement instanceof PreparedStatement prepared) {
                prepared.addBatch();
            } else {
                statement.addBatch("INSERT INTO book VALUES (1)");
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}") // B1
    @MethodSource("executions")
    void everyWayToExecuteIsOneExecution(Class<?> type, Method method) throws Exception {
        driver.answer("executeBatch", new int[] {1});
        driver.answer("executeLargeBatch", new long[] {1});
        Statement statement = statement(measured.getConnection(), type);
        addToBatch(statement, method);
        Scrape before = Scrape.of(application);

        method.invoke(statement, arguments(method));

        Change change = Scrape.of(application).since(before);
        assertThat(change.samples("django_db_execute_total")).isEqualTo("""
                django_db_execute_total{alias="default",operation="INSERT",vendor="unknown"} 1.0
                """);
        assertThat(change.total("django_db_query_duration_seconds_count")).isEqualTo(1);
        assertThat(change.total("django_db_errors_total")).isZero();
    }

    @ParameterizedTest(name = "{0} {1}") // B1 B19
    @MethodSource("executions")
    void everyWayToFailIsOneExecutionAndOneError(Class<?> type, Method method) throws Exception {
        Statement statement = statement(measured.getConnection(), type);
        addToBatch(statement, method);
        driver.raise(new SQLException("no", "40P01"), asked -> asked.getName().startsWith("execute"));
        Scrape before = Scrape.of(application);

        assertThat(catchThrowable(() -> method.invoke(statement, arguments(method))))
                .hasRootCauseMessage("no");

        Change change = Scrape.of(application).since(before);
        assertThat(change.samples("django_db_execute_total")).isEqualTo("""
                django_db_execute_total{alias="default",operation="INSERT",vendor="unknown"} 1.0
                """);
        assertThat(change.total("django_db_query_duration_seconds_count")).isEqualTo(1);
        assertThat(change.samples("django_db_errors_total")).isEqualTo("""
                django_db_errors_total{alias="default",type="DeadlockDetected",vendor="unknown"} 1.0
                """);
    }

    /** Whatever an application does, in some order; the calls that reach the driver are its own. */
    private static void work(DataSource source) throws SQLException {
        for (int i = 0; i < 3; i++) {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.setQueryTimeout(3);
                    statement.execute("DELETE FROM book");
                    statement.executeUpdate("INSERT INTO book VALUES (1)");
                    statement.addBatch("INSERT INTO book VALUES (1)");
                    statement.executeBatch();
                    statement.cancel();
                    try (ResultSet result = statement.executeQuery("SELECT 1")) {
                        result.next();
                        result.getString(1);
                    }
                }
                try (PreparedStatement statement = connection.prepareStatement("INSERT INTO book VALUES (?)")) {
                    statement.setInt(1, i);
                    statement.addBatch();
                    statement.executeLargeBatch();
                    statement.executeUpdate();
                    statement.clearBatch();
                }
                connection.commit();
                connection.rollback();
            }
        }
    }

    private static final Set<String> OF_WRAPPERS = Set.of("Wrapper.isWrapperFor", "Wrapper.unwrap");

    @Test // B3 B14 B31 B38
    void theDriverIsAskedNothingThatTheApplicationDidNotAsk() throws SQLException {
        driver.answer("executeBatch", new int[] {1});
        driver.answer("executeLargeBatch", new long[] {1});
        work(raw);
        List<String> bare = driver.calls().stream().map(Object::toString).toList();
        driver.forget();

        work(measured);

        assertThat(driver.calls().stream().map(Object::toString).filter(call -> !OF_WRAPPERS.contains(call)))
                .isEqualTo(bare)
                .doesNotContain("Connection.getMetaData", "Connection.getAutoCommit", "Statement.getWarnings")
                .doesNotContain("Connection.getClientInfo", "Statement.getUpdateCount", "Statement.getMoreResults");
    }

    @Test // B23
    void theStatementIsHandedOnAsTheSameObject() throws SQLException {
        String sql = String.join(" ", "SELECT", "1");
        Connection connection = measured.getConnection();
        driver.forget();

        connection.prepareStatement(sql);
        connection.createStatement().executeQuery(sql);

        assertThat(driver.calls().stream()
                        .flatMap(call -> call.arguments().stream())
                        .filter(String.class::isInstance))
                .hasSize(2)
                .allMatch(seen -> seen == sql);
    }

    @Test // B9
    void whatIsNotThereStaysAway() throws SQLException {
        RecordingDriver empty = new RecordingDriver();
        Connection connection = MeasuredDataSource.wrap(
                        "default", empty.a(DataSource.class), SqlMetrics.of(application))
                .getConnection();
        Statement statement = connection.createStatement();
        for (String method : List.of(
                "getResultSet", "getGeneratedKeys", "executeQuery", "getConnection", "executeBatch", "getMetaData")) {
            empty.answer(method, null);
        }

        assertThat(statement.getResultSet()).isNull();
        assertThat(statement.getGeneratedKeys()).isNull();
        assertThat(statement.executeQuery("SELECT 1")).isNull();
        assertThat(statement.getConnection()).isNull();
        assertThat(statement.executeBatch()).isNull();
        assertThat(connection.getMetaData()).isNull();
        assertThat(Scrape.of(application).value("narthex_instrumentation_errors_total{instrumentation=\"database\"}"))
                .isZero();
    }
}
