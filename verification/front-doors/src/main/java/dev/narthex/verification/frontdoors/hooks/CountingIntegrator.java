// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.hooks;

import dev.narthex.core.Application;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/** Constructed by Hibernate 6 and 7 through {@code ServiceLoader}. */
public final class CountingIntegrator implements Integrator {

    @Override
    public void integrate(Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor sessionFactory) {
        Object handed = bootstrap
                .getServiceRegistry()
                .requireService(ConfigurationService.class)
                .getSettings()
                .get(Application.KEY);
        Application.here(handed)
                .feature(SessionFactories.class, application -> new SessionFactories())
                .started();
    }

    /** Abstract in Hibernate 6.6. */
    @Override
    public void disintegrate(SessionFactoryImplementor sessionFactory, SessionFactoryServiceRegistry registry) {}
}
