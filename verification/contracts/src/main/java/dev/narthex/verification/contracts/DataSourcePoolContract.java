// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** What the starter must show of every pool that Spring Boot makes by itself, of one connection. */
public abstract class DataSourcePoolContract {

    private final JdbcDataSource database = new JdbcDataSource();

    protected DataSourcePoolContract() {
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID());
        database.setUser("sa");
        database.setPassword("");
    }

    private RunningApplication start(String type) {
        return RunningApplication.startWithDataSource(
                Plain.class,
                "spring.datasource.type=" + type,
                "spring.datasource.url=" + database.getUrl(),
                "spring.datasource.username=sa",
                "spring.datasource.hikari.maximum-pool-size=1",
                "spring.datasource.tomcat.initial-size=1",
                "spring.datasource.tomcat.min-idle=1",
                "spring.datasource.tomcat.max-active=1",
                "spring.datasource.dbcp2.max-total=1",
                "management.endpoints.web.exposure.include=metrics");
    }

    @ParameterizedTest // B15 B20 B21 B25 B27
    @ValueSource(
            strings = {
                "com.zaxxer.hikari.HikariDataSource",
                "org.apache.tomcat.jdbc.pool.DataSource",
                "org.apache.commons.dbcp2.BasicDataSource"
            })
    void aPoolIsMeasuredBelowAndAboveEachOnceAndKeepsItsClass(String type) throws Exception {
        try (Connection own = database.getConnection();
                RunningApplication application = start(type)) {
            DataSource pool = application.context().getBean(DataSource.class);
            assertThat(pool).isInstanceOf(Class.forName(type));
            assertThat(sessions(own) - 1).isEqualTo(1).isEqualTo(open(application));

            Scrape before = application.scrape();
            assertThat(before.value("django_db_connection_usage_seconds_count{alias=\"default\"}"))
                    .isEqualTo(1); // the application's own start
            work(pool);
            Change change = application.scrape().since(before);
            assertThat(change.samples("django_db_execute_total")).isEqualTo("""
                    django_db_execute_total{alias="default",operation="INSERT",vendor="h2"} 1.0
                    django_db_execute_total{alias="default",operation="SELECT",vendor="h2"} 1.0
                    """);
            assertThat(change.samples("django_db_transactions_total")).isEqualTo("""
                    django_db_transactions_total{alias="default",outcome="committed"} 1.0
                    """);
            assertThat(change.total("django_db_connection_acquire_seconds_count"))
                    .isEqualTo(2);
            assertThat(change.total("django_db_connection_usage_seconds_count")).isEqualTo(2);
            assertThat(change.total("django_db_new_connections_total")).isZero();
            assertThat(sessions(own) - 1).isEqualTo(open(application));
            assertGaugesAreBootsOwn(application, pool);

            application.context().close();
            assertThat(sessions(own) - 1).isZero();
        }
    }

    private static void work(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("insert into book values ('Emma')");
            connection.commit();
            connection.setAutoCommit(true);
        }
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select * from book");
        }
    }

    private static void assertGaugesAreBootsOwn(RunningApplication application, DataSource pool) throws Exception {
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
            Scrape lent = application.scrape();
            assertThat(lent.value("django_db_pool_connections{alias=\"default\",state=\"active\"}"))
                    .isEqualTo(1);
            assertThat(lent.value("django_db_pool_connections{alias=\"default\",state=\"max\"}"))
                    .isEqualTo(1);
            assertThat(lent.value("django_db_connection_held_seconds_max{alias=\"default\"}"))
                    .isPositive();
            for (String gauge : new String[] {"active", "max"}) {
                assertThat(application
                                .client()
                                .get("/actuator/metrics/jdbc.connections." + gauge)
                                .body())
                        .contains("\"value\":1.0");
            }
        }
        Scrape idle = application.scrape();
        assertThat(idle.value("django_db_pool_connections{alias=\"default\",state=\"active\"}"))
                .isZero();
        assertThat(idle.value("django_db_pool_connections{alias=\"default\",state=\"idle\"}"))
                .isEqualTo(1);
        assertThat(idle.total("narthex_instrumentation_errors_total")).isZero();
    }

    /** What the database itself says. */
    private static int sessions(Connection own) throws SQLException {
        try (Statement statement = own.createStatement();
                ResultSet sessions = statement.executeQuery("select count(*) from information_schema.sessions")) {
            sessions.next();
            return sessions.getInt(1);
        }
    }

    private static int open(RunningApplication application) throws Exception {
        Scrape scrape = application.scrape();
        double connects = scrape.value("django_db_new_connections_total{alias=\"default\",vendor=\"h2\"}");
        double closed = scrape.value("django_db_closed_connections_total{alias=\"default\",vendor=\"h2\"}");
        assertThat(scrape.total("django_db_new_connections_total")).isEqualTo(connects);
        assertThat(scrape.value("django_db_open_connections{alias=\"default\",vendor=\"h2\"}"))
                .isEqualTo(connects - closed);
        return (int) (connects - closed);
    }

    /** An application with what Spring Boot makes of its properties, and a table. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {

        @Bean
        String shelf(DataSource dataSource) throws SQLException {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table book (title varchar(20))");
                return connection.getCatalog();
            }
        }
    }
}
