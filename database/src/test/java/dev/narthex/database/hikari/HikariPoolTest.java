// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.hikari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.PoolContract;
import dev.narthex.database.SqlMetrics;
import dev.narthex.testkit.Scrape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** HikariCP, measured from inside. */
class HikariPoolTest extends PoolContract {

    @Override
    protected DataSource pool(Setup setup, SqlMetrics metrics) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(setup.url());
        pool.setUsername(setup.user());
        pool.setPassword(setup.password());
        pool.setMaximumPoolSize(setup.size());
        pool.setConnectionTimeout(setup.waitMillis());
        pool.setConnectionTestQuery("select 7");
        return MeasuredHikariDataSource.replacing(pool, "shop", metrics);
    }

    @Override
    protected DataSource poolOver(DataSource source, SqlMetrics metrics) {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(1);
        return MeasuredHikariDataSource.replacing(pool, "shop", metrics);
    }

    /** A pool starts with what it would have made of its configuration itself. */
    @Nested
    class Configuration {

        private final Application application = Application.of(Settings.create());
        private final SqlMetrics database = SqlMetrics.create(application);
        private final HikariDataSource configured = new HikariDataSource();

        private double connects() throws SQLException {
            try (HikariDataSource pool = MeasuredHikariDataSource.replacing(configured, "shop", database)) {
                pool.getConnection().close();
                assertThat(pool.getDataSource()).isSameAs(configured.getDataSource());
                assertThat(pool.getJdbcUrl()).isEqualTo(configured.getJdbcUrl());
                assertThat(pool.getDataSourceClassName()).isEqualTo(configured.getDataSourceClassName());
            }
            return Scrape.of(application).value("django_db_new_connections_total{alias=\"shop\",vendor=\"h2\"}");
        }

        @Test
        void byAUrlWithADriverAndProperties() throws SQLException {
            configured.setJdbcUrl("jdbc:h2:mem:properties");
            configured.setDriverClassName("org.h2.Driver");
            configured.addDataSourceProperty("user", "sa");
            configured.addDataSourceProperty("TRACE_LEVEL_FILE", "0");
            configured.setMaximumPoolSize(1);

            assertThat(connects()).isEqualTo(1);
        }

        @Test
        void byTheNameOfAClass() throws SQLException {
            configured.setDataSourceClassName("org.h2.jdbcx.JdbcDataSource");
            configured.addDataSourceProperty("url", "jdbc:h2:mem:named");
            configured.setMaximumPoolSize(1);

            assertThat(connects()).isEqualTo(1);
        }

        @Test
        void byADataSourceOfTheApplication() throws SQLException {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:mem:own");
            configured.setDataSource(source);
            configured.setMaximumPoolSize(1);

            assertThat(connects()).isEqualTo(1);
        }

        @Test
        void credentialsThatChangeAreTheNextConnections() throws SQLException {
            try (Connection admin = DriverManager.getConnection("jdbc:h2:mem:rotated", "sa", "one");
                    Statement statement = admin.createStatement()) {
                configured.setJdbcUrl("jdbc:h2:mem:rotated");
                configured.setUsername("sa");
                configured.setPassword("one");
                configured.setMaximumPoolSize(1);
                configured.setMinimumIdle(0);
                try (HikariDataSource pool = MeasuredHikariDataSource.replacing(configured, "shop", database)) {
                    pool.getConnection().close();
                    statement.execute("alter user sa set password 'two'");
                    pool.setCredentials(Credentials.of("sa", "two"));
                    try (Connection connection = pool.getConnection()) {
                        pool.evictConnection(connection);
                    }
                    pool.getConnection().close();
                }
            }

            Scrape scrape = Scrape.of(application);
            assertThat(scrape.value("django_db_new_connections_total{alias=\"shop\",vendor=\"h2\"}"))
                    .isEqualTo(2);
            assertThat(scrape.total("django_db_new_connection_errors_total")).isZero();
        }

        @Test // B29
        void whatHikariDoesNotSupportPasses() throws SQLException {
            configured.setJdbcUrl("jdbc:h2:mem:user");
            try (HikariDataSource pool = MeasuredHikariDataSource.replacing(configured, "shop", database)) {
                assertThatThrownBy(() -> pool.getConnection("sa", ""))
                        .isInstanceOf(SQLFeatureNotSupportedException.class);
            }
            assertThat(Scrape.of(application).total("django_db_connection_timeouts_total"))
                    .isZero();
        }
    }
}
