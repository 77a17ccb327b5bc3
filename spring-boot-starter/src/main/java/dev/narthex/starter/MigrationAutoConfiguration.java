// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.Application;
import dev.narthex.migrations.MigrationMetrics;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** The migrations of every Flyway and Liquibase bean, and those of history tables that properties name. */
@AutoConfiguration(after = NarthexAutoConfiguration.class)
@ConditionalOnClass(DataSource.class)
@ConditionalOnBean(Application.class)
@ConditionalOnProperty(
        prefix = "narthex",
        name = {"enabled", "migrations.enabled"},
        matchIfMissing = true)
class MigrationAutoConfiguration {

    /** Made where there is a tool or a table: an application that migrates nothing has none of their families. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    MigrationMetrics narthexMigrationMetrics(Application application) {
        return MigrationMetrics.create(application);
    }

    @Bean
    static MigrationBeans narthexMigrationBeans(ConfigurableListableBeanFactory beans) {
        return new MigrationBeans(beans.getBeanClassLoader());
    }

    @Bean
    MigrationWatch narthexMigrationWatch(
            ObjectProvider<MigrationMetrics> metrics,
            MigrationBeans migrating,
            ConfigurableListableBeanFactory beans,
            Environment environment,
            NarthexProperties properties) {
        return new MigrationWatch(
                metrics, migrating, beans, new DataSourceAliases(beans, environment), properties.migrations());
    }
}
