// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.Application;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/** Hands the context's application to every persistence unit, for what Hibernate or EclipseLink constructs. */
final class PersistenceUnits implements BeanPostProcessor {

    private final ObjectProvider<Application> applications;

    PersistenceUnits(ObjectProvider<Application> applications) {
        this.applications = applications;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof AbstractEntityManagerFactoryBean unit) {
            applications.ifUnique(application -> unit.getJpaPropertyMap().putIfAbsent(Application.KEY, application));
        }
        return bean;
    }
}
