// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.Application;
import dev.narthex.database.SqlMetrics;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The statements of every data source that is a bean. */
@AutoConfiguration(after = NarthexAutoConfiguration.class)
@ConditionalOnClass({DataSource.class, DelegatingDataSource.class})
@ConditionalOnBean(Application.class)
@ConditionalOnProperty(
        prefix = "narthex",
        name = {"enabled", "database.enabled"},
        matchIfMissing = true)
class DatabaseAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SqlMetrics narthexSqlMetrics(Application application) {
        return SqlMetrics.of(application); // a driver may have been the first
    }

    @Bean
    static MeasuredDataSources narthexMeasuredDataSources(
            ObjectProvider<SqlMetrics> metrics, ConfigurableListableBeanFactory beans, Environment environment) {
        return new MeasuredDataSources(metrics, beans, environment);
    }
}
