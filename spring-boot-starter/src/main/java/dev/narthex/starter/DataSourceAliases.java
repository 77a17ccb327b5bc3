// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import javax.sql.DataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * What the application calls a database: {@code narthex.database.sources.<bean>.alias}, else {@code default} for the
 * primary data source and for the only one, else the bean's name.
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

    private boolean isPrimary(String bean) {
        boolean only = beans.getBeanNamesForType(DataSource.class, true, false).length == 1;
        return only
                || (beans.containsBeanDefinition(bean)
                        && beans.getMergedBeanDefinition(bean).isPrimary());
    }
}
