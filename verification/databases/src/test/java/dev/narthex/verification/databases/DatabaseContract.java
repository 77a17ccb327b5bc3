// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.jdbc.MeasuredDataSource;
import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same statements on a real database, and the same numbers, but for the differences that are named with their reason. */
abstract class DatabaseContract {

    record Difference(String outcome, String reason) {}

    private final Application application =
            Application.of(Settings.builder().fetchTime(true).build());
    private Scrape before = Scrape.of(application);
    private @Nullable DataSource measured;

    abstract Database database();

    /** By the name of a step. */
    abstract Map<String, Difference> differences();

    @BeforeEach
    void prepare() throws SQLException {
        try (Connection connection = database().source().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : database().preparation()) {
                statement.execute(sql);
            }
        }
        measured = MeasuredDataSource.wrap("default", database().source(), SqlMetrics.of(application));
        before = Scrape.of(application);
    }

    Connection connect() throws SQLException {
        DataSource source = measured;
        if (source == null) {
            throw new IllegalStateException("prepare must come first");
        }
        return source.getConnection();
    }

    Change change() {
        return Scrape.of(application).since(before);
    }

    static List<Steps.Step> steps() {
        return Steps.ALL;
    }

    @ParameterizedTest
    @MethodSource("steps")
    void itIsCounted(Steps.Step step) throws Exception {
        Difference difference = differences().get(step.name());
        try (Connection connection = connect()) {
            step.work().run(database(), connection);
        }

        assertThat(Outcome.of(change()))
                .as(difference == null ? step.name() : step.name() + ", for " + difference.reason())
                .isEqualTo(difference == null ? step.outcome() : difference.outcome());
        assertThat(change().samples("django_db_execute_total").lines())
                .allMatch(line -> line.contains("vendor=\"" + database().vendor() + "\""));
    }

    @Test
    void everyDifferenceBelongsToAStep() {
        assertThat(steps())
                .extracting(Steps.Step::name)
                .containsAll(differences().keySet());
        differences()
                .forEach((name, difference) -> assertThat(difference.reason()).isNotBlank());
    }

    @Test // B8
    void fetchingManyRowsTakesTimeOfItsOwn() throws Exception {
        Steps.Step many = Steps.ALL.stream()
                .filter(step -> step.name().startsWith("many rows"))
                .findFirst()
                .orElseThrow();
        long begun = System.nanoTime();
        many.work().run(database(), connect());
        double elapsed = (System.nanoTime() - begun) / 1e9;

        assertThat(change().total("django_db_fetch_seconds_total")).isPositive().isLessThan(elapsed);
    }

    @Test // B42
    void aThousandShortStatementsAddUp() throws SQLException {
        long begun = System.nanoTime();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 1_000; i++) {
                statement.executeQuery("SELECT 1").close();
            }
        }
        double elapsed = (System.nanoTime() - begun) / 1e9;

        assertThat(change().total("django_db_query_duration_seconds_count")).isEqualTo(1_000);
        assertThat(change().total("django_db_query_duration_seconds_sum")).isBetween(0.000_1, elapsed);
    }

    @Test // B35
    void aCancelIsACancel() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            AtomicReference<@Nullable SQLException> raised = new AtomicReference<>();
            Thread running = new Thread(() -> raised.set(failure(statement)));
            running.start();
            while (running.isAlive()) {
                statement.cancel();
                running.join(100);
            }
            assertThat((Throwable) raised.get()).isNotNull();
        }

        assertThat(Outcome.of(change())).isEqualTo("SELECT 1, calls 1, error QueryCanceled 1");
    }

    @Nullable
    SQLException failure(Statement statement) {
        try {
            statement.executeQuery(database().endless());
            return null;
        } catch (SQLException ended) {
            return ended;
        }
    }

    @Test // B16
    void theDriversOwnConnectionIsReached() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(connection.isWrapperFor(database().connection())).isTrue();
            assertThat(connection.unwrap(database().connection())).isNotNull().isNotSameAs(connection);
        }
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(database().source());
            DataSource above = MeasuredDataSource.wrap("pool", pool, SqlMetrics.of(application));
            try (Connection connection = above.getConnection()) {
                assertThat(connection.unwrap(database().connection())).isNotNull();
            }
            assertThat(above.unwrap(HikariDataSource.class)).isSameAs(pool);
        }
    }
}
