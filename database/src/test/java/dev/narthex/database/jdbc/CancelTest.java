// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.SqlMetrics;
import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** A statement that another thread cancels, or that takes too long (B35 B36). */
class CancelTest {

    private static final String ENDLESS = "SELECT COUNT(*) FROM system_range(1, 1000000000) a, system_range(1, 1000) b";

    private final Application application = Application.of(Settings.create());

    private DataSource source() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:");
        return MeasuredDataSource.wrap("default", h2, SqlMetrics.of(application));
    }

    /** Whether it was cut short. */
    private static boolean interrupted(Statement statement) {
        try {
            statement.execute("SELECT SUM(x) FROM system_range(1, 20000)");
            return false;
        } catch (SQLException cancelled) {
            return true;
        }
    }

    @Test // B36
    void aThousandRacesAreAThousandExecutions() throws Exception {
        Semaphore go = new Semaphore(0);
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            Thread cancelling = new Thread(() -> cancelWhenever(statement, go));
            cancelling.start();
            Scrape before = Scrape.of(application);
            int interrupted = 0;
            for (int i = 0; i < 1_000; i++) {
                go.release();
                interrupted += interrupted(statement) ? 1 : 0;
            }
            cancelling.join();

            Change change = Scrape.of(application).since(before);
            assertThat(change.total("django_db_execute_total")).isEqualTo(1_000);
            assertThat(change.total("django_db_query_duration_seconds_count")).isEqualTo(1_000);
            assertThat(change.total("django_db_errors_total")).isEqualTo(interrupted);
            assertThat(change.value("django_db_errors_total{alias=\"default\",vendor=\"h2\",type=\"QueryCanceled\"}"))
                    .isEqualTo(interrupted);
        }
    }

    private static void cancelWhenever(Statement statement, Semaphore go) {
        try {
            for (int i = 0; i < 1_000; i++) {
                go.acquire();
                statement.cancel();
            }
        } catch (SQLException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test // B35
    void aTimeoutIsNoCancel() throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThat((Throwable) failure(statement)).isInstanceOf(java.sql.SQLTimeoutException.class);
        }

        assertThat(Scrape.of(application).family("django_db_errors_total")).isEqualTo("""
                django_db_errors_total{alias="default",vendor="h2",type="QueryTimeout"} 1.0
                """);
    }

    @Test // B35
    void aCancelIsNoTimeoutAlthoughH2SaysSo() throws Exception {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(60);
            Thread running = new Thread(() -> failure(statement));
            running.start();
            while (running.isAlive()) {
                statement.cancel();
                running.join(10);
            }
        }

        assertThat(Scrape.of(application).family("django_db_errors_total")).isEqualTo("""
                django_db_errors_total{alias="default",vendor="h2",type="QueryCanceled"} 1.0
                """);
    }

    private static SQLException failure(Statement statement) {
        try {
            statement.execute(ENDLESS);
            throw new AssertionError("it ends");
        } catch (SQLException ended) {
            return ended;
        }
    }
}
