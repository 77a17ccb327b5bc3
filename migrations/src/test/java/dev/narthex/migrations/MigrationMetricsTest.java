// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.testkit.Scrape;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class MigrationMetricsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String UP = "django_migrations_up{connection=\"default\",tool=\"flyway\"}";
    private static final String APPLIED = "django_migrations_applied_total{connection=\"default\"}";

    private final Settings.Builder settings = Settings.builder().migrationsIntervalSeconds(3600);
    private final Database database = new Database();
    private Application application = Application.of(settings.build());
    private MigrationMetrics metrics = MigrationMetrics.create(application);

    /** An H2 in memory, whose connections are counted, and can be made to hang. */
    private static final class Database extends AbstractDataSource {

        private final JdbcDataSource h2 = new JdbcDataSource();
        private final AtomicInteger connections = new AtomicInteger();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        Database() {
            h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        }

        @Override
        public Connection getConnection() throws SQLException {
            connections.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                throw new SQLException("interrupted", interrupted);
            }
            return h2.getConnection();
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }

        void execute(String sql) throws SQLException {
            try (Connection connection = h2.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        void addHistory(String table, String... rows) throws SQLException {
            execute("create table \"" + table + "\" (\"installed_rank\" int, \"version\" varchar(9),"
                    + " \"description\" varchar(99), \"type\" varchar(20), \"success\" boolean)");
            for (String row : rows) {
                execute("insert into \"" + table + "\" values (" + row + ")");
            }
        }
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    private void configure(Settings.Builder other) {
        application = Application.of(other.build());
        metrics = MigrationMetrics.create(application);
    }

    private void watch(String table) {
        metrics.watch("default", database, HistoryTableReader.flyway(table));
    }

    private Scrape await(Predicate<Scrape> isSo) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Scrape scrape = Scrape.of(application);
        while (!isSo.test(scrape)) {
            assertThat(System.nanoTime() - deadline).as(scrape.text()).isNegative();
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            scrape = Scrape.of(application);
        }
        return scrape;
    }

    private Scrape awaitUp(double value) {
        return await(page -> Double.valueOf(value).equals(page.samples().get(normalised(UP))));
    }

    private static String normalised(String sample) {
        return Scrape.parse(sample + " 0").samples().keySet().iterator().next();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("narthex-migrations"))
                .toList();
    }

    @Test // D28
    void aHundredScrapesReadNothing() throws Exception {
        database.addHistory("history", "1, '1', 'first', 'SQL', true");
        watch("history");
        awaitUp(1);
        for (int i = 0; i < 100; i++) {
            assertThat(Scrape.of(application).value(APPLIED)).isEqualTo(1);
        }

        assertThat(database.connections).hasValue(1);
    }

    @Test
    void beforeTheFirstReadingNothingIsSaid_andAfterTheTimeOutThatItFailed() throws Exception {
        configure(Settings.builder().migrationsTimeoutSeconds(0.3));
        database.addHistory("history", "1, '1', 'first', 'SQL', true");
        database.gate = new CountDownLatch(1);
        watch("history");
        await(page -> database.connections.get() == 1);
        assertThat(Scrape.of(application).family("django_migrations_up")).isEmpty();

        Scrape overdue = awaitUp(0);
        assertThat(overdue.family("django_migrations_applied_total")).isEmpty();

        database.gate.countDown();
        assertThat(awaitUp(1).value(APPLIED)).isEqualTo(1);
    }

    @Test
    void closingEndsAReadingThatHangs_andPublishesNothingMore() throws Exception {
        database.gate = new CountDownLatch(1);
        watch("history");
        await(page -> database.connections.get() == 1);
        List<Thread> before = threads();

        metrics.close();

        for (Thread thread : before) {
            thread.join(10_000);
        }
        assertThat(before).isNotEmpty().noneMatch(Thread::isAlive);
        assertThat(Scrape.of(application).family("django_migrations_up")).isEmpty();
        assertThat(Scrape.of(application).total("narthex_instrumentation_errors_total"))
                .isZero();
    }

    @Test
    void whatIsWatchedAfterClosingIsRead() throws Exception {
        database.addHistory("history", "1, '1', 'first', 'SQL', true");
        watch("history");
        awaitUp(1);
        metrics.close();
        watch("history");

        assertThat(awaitUp(1).value(APPLIED)).isEqualTo(1);
    }

    @Test
    void oneDatabaseThatHangsKeepsNoOtherWaiting() throws Exception {
        Database other = new Database();
        other.gate = new CountDownLatch(1);
        metrics.watch("other", other, HistoryTableReader.flyway("history"));
        database.addHistory("history", "1, '1', 'first', 'SQL', true");
        watch("history");

        assertThat(awaitUp(1).family("django_migrations_applied_total")).isEqualTo(APPLIED + " 1.0\n");
    }

    @Test
    void severalHistoriesOfOneConnectionAreAddedUp_andUnknownIfOneIs() throws Exception {
        database.addHistory("history", "1, '1', 'first', 'SQL', true");
        database.addHistory("other", "1, '1', 'first', 'SQL', true", "2, '2', 'second', 'SQL', false");
        watch("history");
        watch("other");
        Scrape page = awaitUp(1);
        assertThat(page.value(APPLIED)).isEqualTo(2);
        assertThat(page.value("django_migrations{connection=\"default\",tool=\"flyway\",state=\"failed\"}"))
                .isEqualTo(1);

        watch("nowhere");
        Scrape unknown = awaitUp(0);
        assertThat(unknown.family("django_migrations_applied_total")).isEmpty();
        assertThat(unknown.family("django_migrations")).isEmpty();
    }

    @Test // D30: what H2 keeps for the connection, and a pool would hand on
    void aConnectionGoesBackAsItWas() throws Exception {
        database.addHistory("history");
        try (Connection pooled = database.getConnection();
                Statement statement = pooled.createStatement()) {
            statement.setQueryTimeout(77);
            try (ReadOnlyConnection own =
                    ReadOnlyConnection.open(new SingleConnectionDataSource(pooled, true), PATIENCE)) {
                MigrationHistory.of(own.guarded(), "\"history\"");
                try (Statement ours = own.guarded().createStatement()) {
                    assertThat(ours.getQueryTimeout()).isEqualTo(20);
                }
                own.guarded().close();
                own.guarded().setAutoCommit(true);
                assertThat(pooled.getAutoCommit()).isFalse();
            }

            assertThat(pooled.getAutoCommit()).isTrue();
            assertThat(statement.getQueryTimeout()).isEqualTo(77);
        }
    }

    @Test // D30: whatever a tool does on our connection, commit it too
    void whatIsWrittenOnOurConnectionIsGone() throws Exception {
        database.addHistory("history");
        try (ReadOnlyConnection own = ReadOnlyConnection.open(database, PATIENCE);
                Statement statement = own.guarded().createStatement()) {
            statement.execute("insert into \"history\" values (1, '1', 'first', 'SQL', true)");
            own.guarded().commit();
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from \"history\"")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test // D26, D34
    void rowsThatAreNoMigrationsAreNotCounted_andALaterRowSaysWhatAnEarlierOneHasBecome() throws Exception {
        database.addHistory(
                "history",
                "-1, null, 'table', 'TABLE', true",
                "0, null, 'schema', 'SCHEMA', true",
                "1, '1', 'baseline', 'BASELINE', true",
                "2, '2', 'undone', 'SQL', true",
                "3, null, 'view', 'SQL', true",
                "4, null, 'view', 'SQL', true",
                "5, '2', 'undone', 'UNDO_SQL', true",
                "6, '3', 'deleted', 'SQL', true",
                "7, '3', 'deleted', 'DELETE', true",
                "8, '4', 'failed', 'SQL', false",
                "9, '5', 'fine', 'JDBC', true");
        watch("history");

        assertThat(awaitUp(1).family("django_migrations")).isEqualTo("""
                        django_migrations{connection="default",tool="flyway",state="applied"} 2.0
                        django_migrations{connection="default",tool="flyway",state="failed"} 1.0
                        django_migrations{connection="default",tool="flyway",state="baseline"} 1.0
                        django_migrations{connection="default",tool="flyway",state="undone"} 1.0
                        django_migrations{connection="default",tool="flyway",state="deleted"} 1.0
                        """);
    }

    @Test
    void underTheNamesOfOpenTelemetryTheyGoWithoutThePrefix() throws Exception {
        configure(Settings.builder().naming(List.of("otel")));
        database.addHistory("history", "1, '1', 'first', 'SQL', true");
        watch("history");
        Scrape page = await(now -> now.total("migrations_up") == 1);

        assertThat(page.value("migrations{connection=\"default\",tool=\"flyway\",state=\"applied\"}"))
                .isEqualTo(1);
        assertThat(page.families()).noneMatch(family -> family.startsWith("django_"));
    }

    @Test
    void theTotalsAreGauges() {
        Scrape page = Scrape.of(application);

        assertThat(page.type("django_migrations_applied_total")).isEqualTo("gauge");
        assertThat(page.type("django_migrations_unapplied_total")).isEqualTo("gauge");
    }

    @Test
    void aTableIsAName() {
        assertThatThrownBy(() -> HistoryTableReader.flyway("a; drop table b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a history table must be a name, with its schema in front if need be: a; drop table b");
    }
}
