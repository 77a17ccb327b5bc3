// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the starter must show beside Liquibase. */
public abstract class LiquibaseStarterContract extends StarterContract {

    protected LiquibaseStarterContract() {
        super(
                new LiquibaseTool(),
                TwoDatabases.class,
                "spring.liquibase.change-log=classpath:liquibase/shop.sql",
                "spring.liquibase.analytics-enabled=false");
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Archive.class)
    static class TwoDatabases {

        /** Spring Boot's own stands back where there is another; so both are made here. */
        @Bean
        SpringLiquibase liquibase(DataSource dataSource) {
            return liquibase(dataSource, "shop");
        }

        @Bean
        SpringLiquibase archiveLiquibase(@Qualifier("archive") DataSource archive) {
            return liquibase(archive, "older");
        }

        private static SpringLiquibase liquibase(DataSource dataSource, String scripts) {
            SpringLiquibase liquibase = new SpringLiquibase();
            liquibase.setDataSource(dataSource);
            liquibase.setChangeLog("classpath:liquibase/" + scripts + ".sql");
            liquibase.setAnalyticsEnabled(false);
            return liquibase;
        }
    }
}
