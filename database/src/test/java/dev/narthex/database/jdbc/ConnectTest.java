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
import java.util.Objects;
import java.util.Properties;
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
