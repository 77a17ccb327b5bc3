// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.orm.EntityMetrics;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/**
 * What Hibernate and EclipseLink must be told of each persistence unit. Hibernate finds its hook by itself, whoever has
 * switched Narthex off in Spring, so it is told that too.
 */
@AutoConfiguration
@ConditionalOnClass({AbstractEntityManagerFactoryBean.class, EntityMetrics.class})
class OrmAutoConfiguration {

    @Bean
    static EntityHooks narthexEntityHooks(Environment environment) {
        return new EntityHooks(environment);
    }
}
