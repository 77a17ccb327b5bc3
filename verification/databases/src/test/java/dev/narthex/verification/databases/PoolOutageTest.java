// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.SqlMetrics;
import dev.narthex.testkit.Scrape;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pools over a PostgreSQL that is not there at first, comes, is killed and comes back; and over one that refuses a password. */
@Timeout(120) // nothing hangs
class PoolOutageTest {

    private static final String SHOP = "{alias=\"shop\",vendor=\"postgresql\"}";
    private static final String CONNECTS = "django_db_new_connections_total" + SHOP;
    private static final String ERRORS = "django_db_new_connection_errors_total" + SHOP;
    private static final String OPEN = "django_db_open_connections" + SHOP;
    private static final String CLOSED = "django_db_closed_connections_total" + SHOP;

    private final Application application = Application.of(Settings.create());
    private final SqlMetrics database = SqlMetrics.create(application);

    private final FixedPostgres postgres;

    PoolOutageTest(@TempDir Path folder) throws IOException {
        postgres = FixedPostgres.in(folder);
    }

    private Scrape scrape() {
        return Scrape.of(application);
    }

    private static String ofType(String type) {
        return "django_db_connection_errors_total{alias=\"shop\",vendor=\"postgresql\",type=\"" + type + "\"}";
    }

    private static void select(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    /** A pool tries again when it likes; the test asks until it has. */
    private static void selectAgain(DataSource pool) throws SQLException {
        while (true) { // ends: see Timeout
            try {
                select(pool);
                return;
            } catch (SQLException notYet) {
                assertThat(notYet.getMessage()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest // B26 B27
    @EnumSource
    void downAtTheStartAndKilledAndBackTwiceIsOneSeriesThatGrows(MeasuredPool vendor) throws Exception {
        try (MeasuredPool.Open pool = vendor.open(postgres.url(), "postgres", "secret", database)) {
            assertThatThrownBy(() -> pool.source().getConnection()).isInstanceOf(SQLException.class);
            Scrape down = scrape();
            assertThat(down.value(ERRORS)).isPositive().isEqualTo(down.value(CONNECTS));
            assertThat(down.value(ofType("SqlclientUnableToEstablishSqlconnection")))
                    .isEqualTo(down.value(ERRORS));
            assertThat(down.family("django_db_open_connections")).isEmpty();

            Scrape killed;
            try (EmbeddedPostgres server = postgres.start()) {
                assertThat(server.getPort()).isEqualTo(postgres.port());
                selectAgain(pool.source());
                assertThat(scrape().value(OPEN)).isEqualTo(1);
                killed = killedUnder(pool.source());
            }
            assertThatThrownBy(() -> pool.source().getConnection()).isInstanceOf(SQLException.class);
            assertThat(scrape().value(ERRORS)).isGreaterThan(killed.value(ERRORS));

            try (EmbeddedPostgres again = postgres.start()) {
                assertThat(again.getPort()).isEqualTo(postgres.port());
                selectAgain(pool.source());
                assertNothingIsPoisoned(scrape());
                assertThat(scrape().value(OPEN)).isEqualTo(1);
                pool.end().close();
                assertThat(scrape().value(OPEN)).isZero();
            }
        }
    }

    /** The driver gives a connection up as soon as it is used; its pool closes it later, and it has ended once. */
    private Scrape killedUnder(DataSource pool) throws Exception {
        double closed = scrape().value(CLOSED);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            postgres.kill();
            assertThat(scrape().value(OPEN)).isEqualTo(1); // nobody knows yet
            assertThatThrownBy(() -> statement.execute("SELECT 2")).isInstanceOf(SQLException.class);
            assertThat(scrape().value(OPEN)).isZero();
        }
        Scrape killed = scrape();
        assertThat(killed.value(CLOSED)).isEqualTo(closed + 1);
        assertThat(killed.total("django_db_errors_total"))
                .isEqualTo(1); // ConnectionFailure, or AdminShutdown: who dies first
        return killed;
    }

    private static void assertNothingIsPoisoned(Scrape scrape) {
        assertThat(scrape.text()).doesNotContain("\"unknown\"").doesNotContain("secret");
        assertThat(scrape.samples().keySet())
                .filteredOn(sample -> sample.startsWith("django_db_"))
                .isNotEmpty()
                .allMatch(sample -> sample.contains("alias=\"shop\""));
        assertThat(scrape.family("django_db_new_connections_total").lines()).hasSize(1);
        assertThat(scrape.value(CONNECTS) - scrape.value(ERRORS))
                .isEqualTo(scrape.value(OPEN) + scrape.value(CLOSED))
                .isEqualTo(scrape.value("django_db_connect_seconds_count" + SHOP));
        assertThat(scrape.total("django_db_connection_errors_total")).isEqualTo(scrape.value(ERRORS));
        assertThat(scrape.total("narthex_instrumentation_errors_total")).isZero();
    }

    @ParameterizedTest // B26
    @EnumSource
    void aWrongPasswordHasItsNameUntilItIsRight(MeasuredPool vendor) throws Exception {
        try (EmbeddedPostgres server = postgres.start();
                MeasuredPool.Open pool = vendor.open(postgres.url(), "clerk", "wrong", database)) {
            askForPasswordsOf("clerk", server);
            assertThatThrownBy(() -> pool.source().getConnection()).isInstanceOf(SQLException.class);
            Scrape refused = scrape();
            assertThat(refused.value(ERRORS)).isPositive().isEqualTo(refused.value(CONNECTS));
            assertThat(refused.value(ofType("InvalidPassword"))).isEqualTo(refused.value(ERRORS));
            assertThat(refused.family("django_db_connect_seconds")).isEmpty();

            execute(server, "ALTER ROLE clerk PASSWORD 'wrong'"); // now it is right
            selectAgain(pool.source());
            assertNothingIsPoisoned(scrape());
            assertThat(scrape().value(ofType("InvalidPassword")))
                    .isGreaterThanOrEqualTo(refused.value(ERRORS))
                    .isEqualTo(scrape().value(ERRORS));
        }
    }

    private void askForPasswordsOf(String role, EmbeddedPostgres server) throws IOException, SQLException {
        execute(server, "CREATE ROLE " + role + " LOGIN PASSWORD 'right'");
        Path rules = postgres.data().resolve("pg_hba.conf");
        Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
        execute(server, "SELECT pg_reload_conf()");
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
