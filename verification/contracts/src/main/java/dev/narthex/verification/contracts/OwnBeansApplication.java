// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.export.MetricsPage;
import dev.narthex.http.HttpMetrics;
import dev.narthex.http.servlet.InnerFilter;
import dev.narthex.http.servlet.OuterFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An application that makes all of the starter's beans itself. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ViewApplication.BookController.class)
class OwnBeansApplication {

    @Bean
    Settings ownSettings() {
        return Settings.builder().namespace("own").build();
    }

    @Bean
    Application ownApplication(Settings settings) {
        return Application.of(settings);
    }

    @Bean
    HttpMetrics ownHttpMetrics(Application application) {
        return HttpMetrics.create(application);
    }

    @Bean
    MetricsPage ownPage(Application application) {
        return MetricsPage.of(application);
    }

    /** Only some requests, and later in the chain. */
    @Bean
    FilterRegistrationBean<OuterFilter> narthexOuterFilter(HttpMetrics metrics) {
        FilterRegistrationBean<OuterFilter> registration = new FilterRegistrationBean<>(OuterFilter.of(metrics));
        registration.addUrlPatterns("/books/*");
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return registration;
    }

    /** Every servlet is a view. */
    @Bean
    FilterRegistrationBean<InnerFilter> narthexInnerFilter(HttpMetrics metrics) {
        FilterRegistrationBean<InnerFilter> registration = new FilterRegistrationBean<>(InnerFilter.of(metrics));
        registration.setMatchAfter(true);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return registration;
    }
}
