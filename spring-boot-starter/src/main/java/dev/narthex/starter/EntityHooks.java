// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.orm.EntityMetrics;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;
import org.springframework.util.ClassUtils;

/** Tells each persistence unit whether it is measured and, if EclipseLink is there, by whom; what the unit says itself stays. */
final class EntityHooks implements BeanPostProcessor {

    private static final String ECLIPSELINK = "org.eclipse.persistence.sessions.SessionCustomizer";

    private final Environment environment;

    EntityHooks(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof AbstractEntityManagerFactoryBean unit) {
            Map<String, Object> properties = unit.getJpaPropertyMap();
            if (!environment.getProperty("narthex.enabled", Boolean.class, true)) {
                properties.put(EntityMetrics.ENABLED, "false");
            } else if (ClassUtils.isPresent(ECLIPSELINK, unit.getBeanClassLoader())) {
                properties.putIfAbsent(
                        "eclipselink.session.customizer", "dev.narthex.orm.eclipselink.EclipseLinkCustomizer");
            }
        }
        return bean;
    }
}
