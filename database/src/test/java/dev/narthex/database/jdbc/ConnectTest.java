// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.SqlMetrics;
import dev.narthex.testkit.ManualTicker;
import dev.narthex.testkit.Scrape;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Attempts to connect: of sources that connect whenever they are asked, of the driver, of what stands below a pool. */
class ConnectTest {

    private final ManualTicker ticker = ManualTicker.create();
    private final Application application = Application.of(Settings.create(), ticker);
    private final SqlMetrics database = SqlMetrics.create(application);

    private String connects() {
        return Scrape.of(application).family("django_db_new_connections_total");
    }

    private static JdbcDataSource h2() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:");
        return h2;
    }

    @Test // B20
    void toAskAPlainSourceIsToConnect() throws SQLException {
        DataSource measured = MeasuredDataSource.wrap("default", h2(), database);
        measured.getConnection().close();
        measured.getConnection("sa", "").close(); // B29

        assertThat(connects()).isEqualTo("""
                django_db_new_connections_total{alias="default",vendor="h2"} 2.0
                """);
        assertThat(Scrape.of(application).family("django_db_connection_acquire_seconds"))
                .isEmpty();
    }

    @Test
    void whatNobodyKnowsHasNoConnects() throws SQLException {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:", "sa", "");
        MeasuredDataSource.wrap("default", pool, database).getConnection().close();
        pool.dispose();

        assertThat(connects()).isEmpty();
    }

    @Test // B20
    void whatIsSeenTwiceIsCountedWhereTheStatementsAre() throws SQLException {
        Properties properties = new Properties();
        properties.put(Application.KEY, application);
        DataSource source = new Wrapped(h2()) {
            @Override
            public Connection getConnection() throws SQLException {
                return Objects.requireNonNull(
                        new NarthexDriver().connect("jdbc:narthex:h2:mem:;narthex.alias=inner", properties));
            }
        };
        ConnectMeter.wrap("outer", source, database).getConnection().close();

        assertThat(connects()).isEqualTo("""
                django_db_new_connections_total{alias="inner",vendor="h2"} 1.0
                """);
    }

    @Test // B26
    void theTimesAreThoseOfConnections() throws SQLException {
        DataSource slow = new Wrapped(h2()) {
            @Override
            public Connection getConnection() throws SQLException {
                ticker.advance(Duration.ofMillis(300));
                return super.getConnection();
            }
        };
        DataSource measured = ConnectMeter.wrap("default", slow, database);
        try (Connection raw = measured.getConnection()) {
            assertThat(raw).isInstanceOf(JdbcConnection.class); // the pool's, not ours
        }

        Scrape scrape = Scrape.of(application);
        assertThat(scrape.value("django_db_connect_seconds_sum{alias=\"default\",vendor=\"h2\"}"))
                .isEqualTo(0.3);
    }

    private double open() {
        return Scrape.of(application).value("django_db_open_connections{alias=\"default\",vendor=\"h2\"}");
    }

    private double closed() {
        return Scrape.of(application).value("django_db_closed_connections_total{alias=\"default\",vendor=\"h2\"}");
    }

    @Test // B27
    void aConnectionEndsOnceWhoeverEndsIt() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:ends");
        DataSource measured = ConnectMeter.wrap("default", h2, database);
        Connection closedTwice = measured.getConnection();
        Connection givenUp = measured.getConnection();
        Connection shutting = measured.getConnection();
        assertThat(open()).isEqualTo(3);
        assertThat(closed()).isZero();
        closedTwice.close();
        closedTwice.close();
        assertThat(open()).isEqualTo(2);
        assertThat(closed()).isEqualTo(1);

        shutting.createStatement()
                .execute("shutdown immediately"); // the database is gone, and nobody has closed anything
        assertThat(open()).isZero();
        assertThat(closed()).isEqualTo(3);
        givenUp.close();
        assertThat(closed()).isEqualTo(3);
    }

    @Test // B27
    void aConnectionOfOurDriverAndOfAPlainSourceEndsToo() throws SQLException {
        Properties properties = new Properties();
        properties.put(Application.KEY, application);
        Connection ours = Objects.requireNonNull(new NarthexDriver().connect("jdbc:narthex:h2:mem:", properties));
        Connection plain = MeasuredDataSource.wrap("default", h2(), database).getConnection();
        assertThat(open()).isEqualTo(2);
        ours.close();
        assertThat(open()).isEqualTo(1);
        plain.close();
        assertThat(open()).isZero();
        assertThat(closed()).isEqualTo(2);
    }

    @Test // B27
    void aConnectionThatIsDroppedHasEndedWhenTheCollectorHasIt() throws SQLException {
        assertThat(ConnectMeter.wrap("default", h2(), database).getConnection().isValid(1))
                .isTrue();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (closed() == 0 && System.nanoTime() < end) {
            System.gc();
        }

        assertThat(closed()).isEqualTo(1);
        assertThat(open()).isZero();
    }

    @Test // B27, E10
    void whatIsOpenIsNeverNegativeWhileConnectionsComeAndGo() throws InterruptedException {
        DataSource measured = ConnectMeter.wrap("default", h2(), database);
        List<Thread> threads = new ArrayList<>();
        Queue<SQLException> raised = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> {
                try {
                    for (int j = 0; j < 500; j++) { // more than are kept without a scrape
                        measured.getConnection().close();
                    }
                } catch (SQLException thrown) {
                    raised.add(thrown);
                }
            });
            thread.start();
            threads.add(thread);
        }
        double before = 0;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            Scrape scrape = Scrape.of(application);
            assertThat(scrape.total("django_db_open_connections")).isBetween(0.0, 1_500.0);
            assertThat(scrape.total("django_db_closed_connections_total")).isGreaterThanOrEqualTo(before);
            before = scrape.total("django_db_closed_connections_total");
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(raised).isEmpty();
        assertThat(open()).isZero();
        assertThat(closed()).isEqualTo(1_500);
    }

    @Test // B27
    void aDriverThatCannotTellLeavesItOpen() throws SQLException {
        RecordingDriver driver = new RecordingDriver();
        driver.answer("isClosed", false);
        DataSource measured = ConnectMeter.wrap("default", driver.a(DataSource.class), database);
        Connection connection = measured.getConnection();
        driver.raise(
                new SQLException("the driver's own"), method -> method.getName().equals("isClosed"));
        Scrape scrape = Scrape.of(application);

        assertThat(scrape.total("django_db_open_connections")).isEqualTo(1);
        assertThat(scrape.total("narthex_instrumentation_errors_total")).isZero();
        assertThat(connection).isNotNull();
    }

    @Test
    void whatIsNotPublishedIsNotAsked() throws SQLException {
        RecordingDriver driver = new RecordingDriver();
        Application quiet = Application.of(Settings.builder()
                .excludeFamilies(List.of("django_db_open_connections", "django_db_closed_connections_total"))
                .build());
        Connection connection = ConnectMeter.wrap("default", driver.a(DataSource.class), SqlMetrics.create(quiet))
                .getConnection();
        driver.forget();
        Scrape.of(quiet);

        assertThat(driver.calls()).isEmpty();
        assertThat(connection).isNotNull();
    }

    @Test // B26
    void aFailureTeachesNothing() throws SQLException {
        SQLException down = new SQLException("starting up", "57P03");
        Failing source = new Failing(down);
        DataSource measured = ConnectMeter.wrap("default", source, database);
        assertThatThrownBy(measured::getConnection).isSameAs(down); // B19
        source.failure = null;
        measured.getConnection().close();
        source.failure = down;
        assertThatThrownBy(measured::getConnection).isSameAs(down);

        assertThat(connects()).isEqualTo("""
                django_db_new_connections_total{alias="default",vendor="unknown"} 1.0
                django_db_new_connections_total{alias="default",vendor="h2"} 2.0
                """);
        assertThat(Scrape.of(application).family("django_db_connection_errors_total"))
                .isEqualTo("""
                        django_db_connection_errors_total{alias="default",vendor="unknown",type="CannotConnectNow"} 1.0
                        django_db_connection_errors_total{alias="default",vendor="h2",type="CannotConnectNow"} 1.0
                        """);
    }

    @Test // B26
    void ourDriverCountsWhatFails() {
        Properties properties = new Properties();
        properties.put(Application.KEY, application);
        assertThatThrownBy(() -> new NarthexDriver().connect("jdbc:narthex:nobody://db/shop", properties))
                .isInstanceOf(SQLException.class);

        assertThat(Scrape.of(application).family("django_db_connection_errors_total"))
                .isEqualTo(
                        "django_db_connection_errors_total{alias=\"default\",vendor=\"nobody\",type=\"SqlclientUnableToEstablishSqlconnection\"} 1.0\n");
    }

    /** A source that does not say what it is. */
    private static class Wrapped implements ForwardingDataSource {

        private final DataSource delegate;

        Wrapped(DataSource delegate) {
            this.delegate = delegate;
        }

        @Override
        public DataSource delegate() {
            return delegate;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return delegate.getConnection();
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return delegate.getConnection(username, password);
        }
    }

    private static final class Failing extends Wrapped {

        private @Nullable SQLException failure;

        Failing(SQLException failure) {
            super(h2());
            this.failure = failure;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (failure != null) {
                throw failure;
            }
            return super.getConnection();
        }
    }
}
