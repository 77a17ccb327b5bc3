// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the starter must show beside Flyway. */
public abstract class FlywayStarterContract extends StarterContract {

    protected FlywayStarterContract() {
        super(new FlywayTool(), TwoDatabases.class, "spring.flyway.locations=classpath:flyway/shop");
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Archive.class)
    static class TwoDatabases {

        @Bean(defaultCandidate = false, initMethod = "migrate")
        Flyway archiveFlyway(@Qualifier("archive") DataSource archive) {
            return FlywayTool.configure(archive, "older").load();
        }
    }
}
