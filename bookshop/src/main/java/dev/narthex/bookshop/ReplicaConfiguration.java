// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The second database: SQLite, with the tables of the first. Spring Boot configures the first one by itself. */
@Configuration(proxyBeanMethods = false)
class ReplicaConfiguration {

    @Bean(defaultCandidate = false)
    DataSource replica(ShopFolder folder, @Value("${bookshop.replica.type}") Class<? extends DataSource> type) {
        return DataSourceBuilder.create()
                .type(type)
                .url("jdbc:sqlite:" + folder.resolve("replica.db"))
                .build();
    }

    @Bean(defaultCandidate = false, initMethod = "migrate")
    Flyway replicaFlyway(@Qualifier("replica") DataSource replica) {
        return Flyway.configure()
                .dataSource(replica)
                .placeholders(Map.of("identity", "integer")) // what SQLite calls it
                .load();
    }
}
