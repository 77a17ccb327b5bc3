// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An application with data sources of all sorts. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class DataSourceApplication {

    static {
        // A Tomcat that another test has stopped may have been the first to ask the DriverManager, from a class loader
        // that had ended; then it knows no driver, and looks for none again.
        org.h2.Driver.load();
    }

    @Bean
    @Primary
    HikariDataSource shop() {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("shop");
        pool.setJdbcUrl("jdbc:h2:mem:shop");
        pool.setMaximumPoolSize(2);
        return pool;
    }

    @Bean(destroyMethod = "close")
    HikariDataSource started() {
        HikariConfig configuration = new HikariConfig();
        configuration.setJdbcUrl("jdbc:h2:mem:started");
        configuration.setMaximumPoolSize(1);
        return new HikariDataSource(configuration);
    }

    @Bean
    DriverManagerDataSource archive() {
        return new DriverManagerDataSource("jdbc:h2:mem:archive");
    }

    @Bean
    DataSource sealed() {
        JdbcDataSource sealed = new JdbcDataSource(); // a final class
        sealed.setUrl("jdbc:h2:mem:sealed");
        return sealed;
    }

    @Bean
    DriverManagerDataSource secret() {
        return new DriverManagerDataSource("jdbc:h2:mem:secret");
    }

    @Bean
    LazyConnectionDataSourceProxy lazy(DriverManagerDataSource archive) {
        return new LazyConnectionDataSourceProxy(archive);
    }

    /** Between two beans and one that only it knows (B32). */
    @Bean
    AbstractRoutingDataSource routes(HikariDataSource shop, DriverManagerDataSource archive) {
        AbstractRoutingDataSource routes = new AbstractRoutingDataSource() {
            @Override
            protected Object determineCurrentLookupKey() {
                return Objects.requireNonNullElse(route.get(), "shop");
            }
        };
        routes.setTargetDataSources(
                Map.of("shop", shop, "archive", archive, "own", new DriverManagerDataSource("jdbc:h2:mem:own")));
        return routes;
    }

    static final ThreadLocal<String> route = new ThreadLocal<>();

    @RestController
    static class Shelves {

        private final JdbcTemplate jdbc;

        Shelves(DataSource dataSource) {
            this.jdbc = new JdbcTemplate(dataSource);
        }

        @GetMapping(path = "/count", name = "count")
        int count(@RequestParam("times") int times) {
            int sum = 0;
            for (int i = 0; i < times; i++) {
                sum += Objects.requireNonNull(jdbc.queryForObject("select 1", Integer.class));
            }
            return sum;
        }
    }
}
