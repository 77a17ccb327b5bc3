// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.core.env.Environment;

/**
 * What the application calls a database: {@code narthex.database.sources.<bean>.alias}, else {@code default} for the
 * primary data source and for the only candidate, else the bean's name.
 */
final class DataSourceAliases {

    /** The property of one data source. */
    static final String SOURCES = "narthex.database.sources.";

    private static final String DEFAULT = "default";

    private final ConfigurableListableBeanFactory beans;
    private final Environment environment;

    DataSourceAliases(ConfigurableListableBeanFactory beans, Environment environment) {
        this.beans = beans;
        this.environment = environment;
    }

    String alias(String bean) {
        String chosen = environment.getProperty(SOURCES + bean + ".alias");
        return chosen != null ? chosen : isPrimary(bean) ? DEFAULT : bean;
    }

    /** What is injected where somebody asks for a data source and says no more. */
    private boolean isPrimary(String bean) {
        List<String> candidates = Arrays.stream(beans.getBeanNamesForType(DataSource.class, true, false))
                .filter(this::isCandidate)
                .toList();
        return candidates.equals(List.of(bean))
                || (beans.containsBeanDefinition(bean)
                        && beans.getMergedBeanDefinition(bean).isPrimary());
    }

    private boolean isCandidate(String bean) {
        if (!beans.containsBeanDefinition(bean)) {
            return true;
        }
        BeanDefinition definition = beans.getMergedBeanDefinition(bean);
        return definition.isAutowireCandidate()
                && !(definition instanceof AbstractBeanDefinition known && !known.isDefaultCandidate());
    }
}
