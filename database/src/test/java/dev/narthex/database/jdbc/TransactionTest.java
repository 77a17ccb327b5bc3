// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.JdbcUrl;
import dev.narthex.database.SqlMetrics;
import dev.narthex.testkit.Scrape;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How transactions end (B11 B12 B13 B14). */
class TransactionTest {

    private final Application application = Application.of(Settings.create());
    private final SqlMetrics database = SqlMetrics.create(application);
    private final JdbcDataSource source = new JdbcDataSource();
    private final DataSource measured = MeasuredDataSource.wrap("default", source, database);
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        source.setURL("jdbc:h2:mem:");
        connection = measured.getConnection();
        execute("create table book (title varchar(20) unique)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void insert() throws SQLException {
        execute("insert into book values (left(random_uuid(), 20))");
    }

    private String ends() {
        return Scrape.of(application).family("django_db_transactions_total");
    }

    private static String one(String outcome) {
        return "django_db_transactions_total{alias=\"default\",outcome=\"" + outcome + "\"} 1.0\n";
    }

    @Test // B14
    void autocommitIsNoTransaction() throws SQLException {
        insert();
        insert();
        connection.commit();
        connection.setAutoCommit(true);
        connection.close();

        assertThat(ends()).isEmpty();
    }

    @Test // B11
    void aCommitCommits() throws SQLException {
        connection.setAutoCommit(false);
        insert();
        insert();
        connection.commit();
        connection.commit(); // nothing is open
        connection.close();

        assertThat(ends()).isEqualTo(one("committed"));
    }

    @Test // B11, B13
    void aRollbackRollsBack() throws SQLException {
        connection.setAutoCommit(false);
        insert();
        connection.rollback();
        connection.rollback();

        assertThat(ends()).isEqualTo(one("rolled_back"));
        assertThat(Scrape.of(application)
                        .value("django_db_execute_total{alias=\"default\",vendor=\"h2\",operation=\"INSERT\"}"))
                .isEqualTo(1); // executed, whatever becomes of it
    }

    @Test // B11
    void toTurnOnAutocommitCommits() throws SQLException {
        connection.setAutoCommit(false);
        insert();
        connection.setAutoCommit(false); // changes nothing
        assertThat(ends()).isEmpty();
        connection.setAutoCommit(true);
        connection.setAutoCommit(true);

        assertThat(ends()).isEqualTo(one("committed"));
    }

    @Test // B11
    void whatWasExecutedInAutocommitIsNotOpenLater() throws SQLException {
        insert();
        connection.setAutoCommit(false);
        connection.setAutoCommit(true);
        connection.setAutoCommit(false);
        connection.commit();

        assertThat(ends()).isEmpty();
    }

    @Test // B11
    void toCloseRollsBackWhatIsOpen() throws SQLException {
        connection.setAutoCommit(false);
        insert();
        connection.close();
        connection.close();

        assertThat(ends()).isEqualTo(one("rolled_back"));
    }

    @Test // B11, B27
    void toAbortRollsBackWhatIsOpen() throws SQLException {
        connection.setAutoCommit(false);
        insert();
        connection.abort(Runnable::run);
        connection.close();

        assertThat(ends()).isEqualTo(one("rolled_back"));
    }

    @Test // B11
    void aSavepointIsNoTransaction() throws SQLException {
        connection.setAutoCommit(false);
        insert();
        Savepoint savepoint = connection.setSavepoint();
        insert();
        connection.rollback(savepoint);
        assertThat(ends()).isEmpty();
        connection.commit();

        assertThat(ends()).isEqualTo(one("committed"));
    }

    @Test // B12
    void aCommitThatRaisesIsNone() throws SQLException {
        Calls calls = new Calls(source.getConnection());
        connection = calls.measured(database);
        connection.setAutoCommit(false);
        execute("create table book (title varchar(20) unique)");
        SQLException refused = new SQLException("could not serialize access", "40001");
        calls.failing = refused;
        assertThatThrownBy(connection::commit).isSameAs(refused); // B19
        calls.failing = null;
        connection.rollback(); // as frameworks do then

        assertThat(ends()).isEqualTo(one("failed"));
        assertThat(Scrape.of(application)
                        .value("django_db_errors_total{alias=\"default\",vendor=\"h2\",type=\"SerializationFailure\"}"))
                .isEqualTo(1);
    }

    @Test // B14, B31
    void theModeIsAskedOnceAndOnlyWhereNobodySetIt() throws SQLException {
        Calls calls = new Calls(source.getConnection());
        connection = calls.measured(database);
        execute("create table book (title varchar(20) unique)");
        for (int i = 0; i < 10; i++) {
            insert();
        }
        assertThat(calls.count("getAutoCommit")).isZero();
        connection.commit();
        insert();
        connection.close();
        assertThat(calls.count("getAutoCommit")).isEqualTo(1);

        Calls told = new Calls(source.getConnection());
        connection = told.measured(database);
        connection.setAutoCommit(false);
        execute("create table book (title varchar(20) unique)");
        connection.commit();
        connection.close();
        assertThat(told.count("getAutoCommit")).isZero();
    }

    @Test
    void whatTheDriversOwnConnectionDoesIsSeenWhenItIsCommitted() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement unseen = connection.unwrap(JdbcConnection.class).createStatement()) {
            unseen.execute("insert into book values ('Emma')");
        }
        connection.commit();

        assertThat(ends()).isEqualTo(one("committed"));
        try (Statement statement = connection.createStatement();
                ResultSet books = statement.executeQuery("select * from book")) {
            assertThat(books.next()).isTrue();
        }
    }

    /** H2's connection, whose calls are counted, and whose commit can be told to fail. */
    private static final class Calls {

        private final Connection delegate;
        private final Map<String, Integer> counts = new ConcurrentHashMap<>();
        private @Nullable SQLException failing;

        Calls(Connection delegate) {
            this.delegate = delegate;
        }

        int count(String method) {
            return counts.getOrDefault(method, 0);
        }

        Connection measured(SqlMetrics database) {
            Connection counted = (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        counts.merge(method.getName(), 1, Integer::sum);
                        if (failing != null && method.getName().equals("commit")) {
                            throw failing;
                        }
                        try {
                            return method.invoke(delegate, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
            MeasuredConnections connections =
                    MeasuredConnections.to("default", JdbcUrl.parse("jdbc:h2:mem:"), database);
            return connections.measured(counted, connections.begin());
        }
    }
}
