// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.http.HttpMetrics;
import dev.narthex.http.springmvc.DispatcherServlets;
import dev.narthex.http.springmvc.RaisedExceptions;
import dev.narthex.http.springmvc.ViewInterceptor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** View names, templates and exceptions from Spring MVC. */
@AutoConfiguration(after = HttpAutoConfiguration.class)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnBean(HttpMetrics.class)
@ConditionalOnProperty(
        prefix = "narthex",
        name = {"enabled", "http.enabled"},
        matchIfMissing = true)
class SpringMvcAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    DispatcherServlets narthexDispatcherServlets() {
        return DispatcherServlets.create();
    }

    @Bean
    @ConditionalOnMissingBean
    ViewInterceptor narthexViewInterceptor(HttpMetrics metrics) {
        return ViewInterceptor.of(metrics);
    }

    /** Every handler mapping of the context finds it, those of Actuator and of other libraries too. */
    @Bean
    MappedInterceptor narthexMappedInterceptor(ViewInterceptor interceptor) {
        return new MappedInterceptor(null, interceptor);
    }

    @Bean
    @ConditionalOnMissingBean
    RaisedExceptions narthexRaisedExceptions(ViewInterceptor interceptor) {
        return RaisedExceptions.of(interceptor);
    }
}
