// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.Application;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/** Who hands the application to what a vendor constructs: persistence units, the servlet context, the class loader. */
@AutoConfiguration(after = NarthexAutoConfiguration.class)
@ConditionalOnBean(Application.class)
@ConditionalOnProperty(prefix = "narthex", name = "enabled", matchIfMissing = true)
class HostAutoConfiguration {

    @Bean
    static ApplicationBinding narthexApplicationBinding() {
        return new ApplicationBinding();
    }

    /** On its own, so that an application without JPA never loads it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(AbstractEntityManagerFactoryBean.class)
    static class WithJpa {

        @Bean
        static PersistenceUnits narthexPersistenceUnits(ObjectProvider<Application> applications) {
            return new PersistenceUnits(applications);
        }
    }

    /** On its own, so that an application without the Servlet API never loads it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class InServlet {

        @Bean
        ServletContextInitializer narthexServletContextAttribute(Application application) {
            return context -> context.setAttribute(Application.KEY, application);
        }
    }
}
