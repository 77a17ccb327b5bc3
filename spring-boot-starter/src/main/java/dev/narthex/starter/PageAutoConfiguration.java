// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.Application;
import dev.narthex.export.MetricsPage;
import dev.narthex.export.MetricsServlet;
import dev.narthex.export.live.LivePage;
import dev.narthex.export.live.LiveServlet;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The page, the servlet that serves it, and the bridge to the page of Actuator. */
@AutoConfiguration(
        after = NarthexAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.export.prometheus.PrometheusMetricsExportAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration"
        })
@ConditionalOnBean(Application.class)
@ConditionalOnProperty(prefix = "narthex", name = "enabled", matchIfMissing = true)
class PageAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MetricsPage narthexMetricsPage(
            Application application,
            NarthexProperties properties,
            ListableBeanFactory beans,
            ObjectProvider<MicrometerRegistries> micrometer) {
        MetricsPage.Builder page = MetricsPage.builder(application).fromSettings();
        MicrometerRegistries fed = micrometer.getIfAvailable();
        beans.getBeansOfType(PrometheusRegistry.class).forEach((bean, registry) -> {
            if (properties.export().micrometer() || fed == null || !fed.feed(registry)) {
                page.registry("the registry bean " + bean, registry);
            }
        });
        return page.build();
    }

    /** On its own, so that an application without Micrometer never loads it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(PrometheusMeterRegistry.class)
    static class BesideMicrometer {

        @Bean
        MicrometerRegistries narthexMicrometerRegistries(ObjectProvider<PrometheusMeterRegistry> meters) {
            return new MicrometerRegistries(meters);
        }

        @Bean
        @ConditionalOnProperty(prefix = "narthex", name = "bridge.enabled", matchIfMissing = true)
        ActuatorBridge narthexActuatorBridge(Application application, MicrometerRegistries registries) {
            return new ActuatorBridge(application, registries);
        }
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
            registration.setEnabled(application.settings().endpoint().inApplication());
            return registration;
        }

        @Bean
        @ConditionalOnMissingBean(name = "narthexLiveServlet")
        ServletContextInitializer narthexLiveServlet(Application application) {
            return application.settings().live() ? liveServlet(application) : none -> {};
        }

        private static ServletContextInitializer liveServlet(Application application) {
            ServletRegistrationBean<LiveServlet> registration = new ServletRegistrationBean<>(
                    LiveServlet.of(LivePage.of(application)),
                    application.settings().livePath() + "/*");
            registration.setName("narthexLive");
            return registration;
        }
    }
}
