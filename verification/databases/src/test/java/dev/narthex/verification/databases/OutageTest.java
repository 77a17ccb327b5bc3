// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.jdbc.MeasuredDataSource;
import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLException;

/** A PostgreSQL that is not there, dies in the middle of a statement, and comes back. */
@Timeout(120) // nothing hangs
class OutageTest {

    private final Application application = Application.of(Settings.create());
    private final PGSimpleDataSource raw = new PGSimpleDataSource();
    private final DataSource measured = MeasuredDataSource.wrap("default", raw, SqlMetrics.create(application));
    private Scrape before = Scrape.of(application);
    private final FixedPostgres postgres;

    OutageTest(@TempDir Path folder) throws IOException {
        postgres = FixedPostgres.in(folder);
        raw.setUrl(postgres.url() + "?user=postgres&password=secret");
    }

    private Change change() {
        return Scrape.of(application).since(before);
    }

    private void fresh() {
        before = Scrape.of(application);
    }

    private static String described(SQLException thrown) {
        return thrown.getClass().getName() + " " + thrown.getSQLState() + " " + thrown.getMessage();
    }

    @Test // B19 B26
    void downAtTheStartIsTheDriversException() {
        SQLException theirs = catchThrowableOfType(SQLException.class, raw::getConnection);
        SQLException ours = catchThrowableOfType(SQLException.class, measured::getConnection);

        assertThat(described(ours)).isEqualTo(described(theirs)).contains("PSQLException 08001");
        assertThat(Outcome.of(change())).isEmpty();
        assertThat(Scrape.of(application).text()).doesNotContain("secret");
    }

    @Test // B19 B26
    void killedInTheMiddleAndBackAgain() throws Exception {
        EmbeddedPostgres server = postgres.start();
        try (Connection connection = measured.getConnection();
                Statement statement = connection.createStatement()) {
            CompletableFuture<SQLException> raised = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(SQLException.class, () -> statement.execute("SELECT pg_sleep(60)")));
            awaitRunning("SELECT pg_sleep(60)");
            postgres.kill();

            assertThat((Throwable) raised.get()).isInstanceOf(PSQLException.class);
            assertThat(raised.get().getSQLState()).isEqualTo("08006");
            assertThat(Outcome.of(change())).isEqualTo("SELECT 1, calls 1, error ConnectionFailure 1");
            fresh();
            assertThat((Throwable) catchThrowableOfType(SQLException.class, () -> statement.execute("SELECT 1")))
                    .isInstanceOf(PSQLException.class);
            assertThat(change().total("django_db_execute_total")).isEqualTo(1);
            assertThat(change().total("django_db_errors_total")).isEqualTo(1);
        } finally {
            server.close();
        }
        fresh();
        assertThat(catchThrowableOfType(SQLException.class, measured::getConnection)
                        .getSQLState())
                .isEqualTo("08001");

        try (EmbeddedPostgres again = postgres.start();
                Connection connection = measured.getConnection()) {
            assertThat(again.getPort()).isEqualTo(postgres.port());
            connection.createStatement().execute("SELECT 1");
            assertThat(Outcome.of(change())).isEqualTo("SELECT 1, calls 1");
        }
    }

    @Test // B19 B26
    void throughAPoolToo() throws Exception {
        EmbeddedPostgres server = postgres.start();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(raw);
            pool.setMaximumPoolSize(2);
            pool.setConnectionTimeout(1_000);
            pool.setValidationTimeout(500);
            DataSource above = MeasuredDataSource.wrap("pool", pool, SqlMetrics.of(application));
            try (Connection connection = above.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
                postgres.kill();
                assertThat(catchThrowableOfType(SQLException.class, () -> statement.execute("SELECT 1"))
                                .getSQLState())
                        .isIn("08006", "57P01");
            } finally {
                server.close();
            }
            assertThat((Throwable) catchThrowableOfType(SQLException.class, above::getConnection))
                    .isInstanceOf(SQLTransientConnectionException.class);
            assertThat(Outcome.of(change())).startsWith("SELECT 2, calls 2, error ");
            fresh();

            try (EmbeddedPostgres again = postgres.start();
                    Connection connection = connectedAgain(above)) {
                assertThat(again.getPort()).isEqualTo(postgres.port());
                connection.createStatement().execute("SELECT 1");
                assertThat(Outcome.of(change())).isEqualTo("SELECT 1, calls 1");
            }
        }
    }

    /** A pool tries the database again when it likes; its exceptions until then pass as they are. */
    private static Connection connectedAgain(DataSource pool) throws SQLException {
        while (true) {
            try {
                return pool.getConnection();
            } catch (SQLTransientConnectionException notYet) {
                assertThat((Throwable) notYet).hasMessageContaining("request timed out");
            }
        }
    }

    /** The server itself says that it works at it. */
    private void awaitRunning(String sql) throws SQLException {
        try (Connection connection = raw.getConnection();
                var running = connection.prepareStatement(
                        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = ?")) {
            running.setString(1, sql);
            long found = 0;
            while (found == 0) {
                try (var result = running.executeQuery()) {
                    result.next();
                    found = result.getLong(1);
                }
            }
        }
    }
}
