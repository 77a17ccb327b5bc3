// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.Application;
import dev.narthex.export.MetricsPage;
import dev.narthex.export.MetricsServlet;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The page, and the servlet that serves it. */
@AutoConfiguration(after = NarthexAutoConfiguration.class)
@ConditionalOnBean(Application.class)
@ConditionalOnProperty(prefix = "narthex", name = "enabled", matchIfMissing = true)
class PageAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MetricsPage narthexMetricsPage(Application application) {
        return MetricsPage.of(application);
    }

    /** On its own, so that an application without the Servlet API never loads it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class InServlet {

        /** The name of the view that django-prometheus serves its page by; seen when scrapes are counted. */
        private static final String SERVLET_NAME = "prometheus-django-metrics";

        @Bean
        @ConditionalOnMissingBean(name = "narthexMetricsServlet")
        ServletRegistrationBean<MetricsServlet> narthexMetricsServlet(Application application, MetricsPage page) {
            ServletRegistrationBean<MetricsServlet> registration = new ServletRegistrationBean<>(
                    MetricsServlet.of(page), application.settings().path());
            registration.setName(SERVLET_NAME);
            return registration;
        }
    }
}
