// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.narthex.testkit.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/** What the starter must show of data sources that are beans. */
public abstract class DataSourceContract extends StarterContract {

    private static final String EXECUTIONS = "django_db_execute_total";

    protected DataSourceContract() {
        super(
                DataSourceApplication.class,
                "narthex.database.sources.secret.enabled=false",
                "narthex.database.sources.archive.alias=old");
    }

    private void select(String bean) throws SQLException {
        select(context().getBean(bean, DataSource.class));
    }

    private static void select(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    @Test
    void thePrimaryIsTheDefaultAndOthersHaveTheirNames() throws Exception {
        Change change = during(() -> {
            select("shop");
            select("started");
            select("archive");
        });

        assertThat(change.samples(EXECUTIONS)).isEqualTo("""
                %1$s{alias="default",operation="SELECT",vendor="h2"} 1.0
                %1$s{alias="old",operation="SELECT",vendor="h2"} 1.0
                %1$s{alias="started",operation="SELECT",vendor="h2"} 1.0
                """.formatted(EXECUTIONS));
    }

    @Test // B20
    void aPlainDataSourceConnectsAndAPoolLends() throws Exception {
        Change change = during(() -> {
            select("shop");
            select("archive");
            select("started"); // it had connected before anybody could stand below it
        });

        assertThat(change.value("django_db_new_connections_total{alias=\"old\",vendor=\"h2\"}"))
                .isEqualTo(1);
        assertThat(change.samples("django_db_connection_acquire_seconds_count")).isEqualTo("""
                django_db_connection_acquire_seconds_count{alias="default"} 1.0
                django_db_connection_acquire_seconds_count{alias="started"} 1.0
                """);
        assertThat(scrape().value("django_db_new_connections_total{alias=\"default\",vendor=\"h2\"}"))
                .isBetween(1.0, 2.0);
        assertThat(scrape().family("django_db_new_connections_total")).doesNotContain("started");
    }

    @Test // B21
    void aPoolIsStillOfItsOwnClass() {
        assertThat(context().getBeansOfType(HikariDataSource.class)).containsOnlyKeys("shop", "started");
        assertThat(context().getBean("archive")).isInstanceOf(DriverManagerDataSource.class);
        assertThat(context().getBean("lazy").getClass()).isEqualTo(LazyConnectionDataSourceProxy.class);
    }

    @Test
    void oneThatCannotBeExtendedIsMeasuredWhereItIsDeclaredAsADataSource() throws Exception {
        Change change = during(() -> select("sealed"));

        assertThat(change.samples(EXECUTIONS)).isEqualTo("""
                %1$s{alias="sealed",operation="SELECT",vendor="h2"} 1.0
                """.formatted(EXECUTIONS));
    }

    @Test
    void oneThatIsSwitchedOffIsTheApplicationsOwn() throws Exception {
        assertThat(context().getBean("secret").getClass()).isEqualTo(DriverManagerDataSource.class);
        Change change = during(() -> select("secret"));

        assertThat(change.total(EXECUTIONS)).isZero();
    }

    @Test // B20, B32
    void aStatementThroughARouterIsCountedOnceWhereItGoes() throws Exception {
        Change change = during(() -> {
            try {
                for (String target : new String[] {"shop", "archive", "own"}) {
                    DataSourceApplication.route.set(target);
                    select("routes");
                }
            } finally {
                DataSourceApplication.route.remove();
            }
        });

        assertThat(change.samples(EXECUTIONS)).isEqualTo("""
                %1$s{alias="default",operation="SELECT",vendor="h2"} 1.0
                %1$s{alias="old",operation="SELECT",vendor="h2"} 1.0
                %1$s{alias="routes",operation="SELECT",vendor="h2"} 1.0
                """.formatted(EXECUTIONS));
    }

    @Test // B20
    void aLazyConnectionStaysLazyAndIsCountedOnce() throws Exception {
        Change change = during(() -> {
            try (Connection unused = context().getBean("lazy", DataSource.class).getConnection()) {
                assertThat(unused.toString()).contains("for target DataSource");
            }
            select("lazy");
        });

        assertThat(change.samples(EXECUTIONS)).isEqualTo("""
                %1$s{alias="old",operation="SELECT",vendor="h2"} 1.0
                """.formatted(EXECUTIONS));
    }

    @Test
    void aViewKnowsWhatItsQueriesCost() throws Exception {
        Change change = during(() -> {
            client().get("/count?times=40");
            client().get("/count?times=0");
        });

        assertThat(change.value("django_http_view_db_queries_count{view=\"count\"}"))
                .isEqualTo(2);
        assertThat(change.value("django_http_view_db_queries_sum{view=\"count\"}"))
                .isEqualTo(40);
        assertThat(change.value("django_http_view_db_queries_bucket{view=\"count\",le=\"0.0\"}"))
                .isEqualTo(1);
        assertThat(change.value("django_http_view_db_seconds_total{view=\"count\"}"))
                .isPositive();
    }

    @Test // B21
    void theGaugesOfBootsOwnPoolAreStillThere() throws Exception {
        try (RunningApplication other = RunningApplication.startWithDataSource(
                Plain.class,
                "spring.datasource.url=jdbc:h2:mem:boot",
                "management.endpoints.web.exposure.include=metrics")) {
            HikariDataSource pool = other.context().getBean(HikariDataSource.class);
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
                assertThat(other.client()
                                .get("/actuator/metrics/jdbc.connections.active")
                                .body())
                        .contains("\"value\":1.0");
                assertThat(other.client()
                                .get("/actuator/metrics/hikaricp.connections.active")
                                .body())
                        .contains("\"value\":1.0");
                assertThat(other.scrape().value("django_db_pool_connections{alias=\"default\",state=\"active\"}"))
                        .isEqualTo(1);
            }
            select(pool);
            assertThat(other.scrape().family(EXECUTIONS)).isEqualTo("""
                    %1$s{alias="default",vendor="h2",operation="SELECT"} 1.0
                    """.formatted(EXECUTIONS));
            other.context().close();
            assertThat(pool.isClosed()).isTrue();
        }
    }

    @Test
    void databasesCanBeSwitchedOff() throws Exception {
        try (RunningApplication other = start(DataSourceApplication.class, "narthex.database.enabled=false")) {
            assertThat(other.context().getBean("shop").getClass()).isEqualTo(HikariDataSource.class);
            assertThat(other.scrape().families()).isNotEmpty().noneMatch(family -> family.startsWith("django_db_"));
        }
    }

    /** An application with what Spring Boot makes of its properties; its pool has started when its metrics are bound. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {

        @Bean
        String greeting(DataSource dataSource) throws SQLException {
            try (Connection connection = dataSource.getConnection()) {
                return connection.getCatalog();
            }
        }
    }
}
