// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.Application;
import dev.narthex.http.HttpMetrics;
import dev.narthex.http.servlet.InnerFilter;
import dev.narthex.http.servlet.LabelFilter;
import dev.narthex.http.servlet.OuterFilter;
import dev.narthex.http.servlet.RequestLabels;
import dev.narthex.http.springmvc.DispatcherServlets;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequestListener;
import java.util.EnumSet;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** The two filters, the first and the last of the chain, and the listener between container and outer filter. */
@AutoConfiguration(after = NarthexAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Application.class)
@ConditionalOnProperty(
        prefix = "narthex",
        name = {"enabled", "http.enabled"},
        matchIfMissing = true)
class HttpAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    HttpMetrics narthexHttpMetrics(Application application, ObjectProvider<RequestLabels> labels) {
        RequestLabels own = labels.getIfAvailable();
        return HttpMetrics.create(application, own == null ? List.of() : own.names());
    }

    @Bean
    @ConditionalOnBean(RequestLabels.class)
    @ConditionalOnMissingBean(name = "narthexLabelFilter")
    FilterRegistrationBean<LabelFilter> narthexLabelFilter(HttpMetrics metrics, RequestLabels labels) {
        FilterRegistrationBean<LabelFilter> registration =
                new FilterRegistrationBean<>(LabelFilter.of(metrics, labels));
        registration.setName("narthexLabelFilter");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE - 1); // what the view has made of the request is seen
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    @ConditionalOnMissingBean(name = "narthexOuterFilter")
    FilterRegistrationBean<OuterFilter> narthexOuterFilter(HttpMetrics metrics) {
        FilterRegistrationBean<OuterFilter> registration = new FilterRegistrationBean<>(OuterFilter.of(metrics));
        registration.setName("narthexOuterFilter");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    @ConditionalOnMissingBean(name = "narthexInnerFilter")
    FilterRegistrationBean<InnerFilter> narthexInnerFilter(
            HttpMetrics metrics, ObjectProvider<DispatcherServlets> springMvc) {
        DispatcherServlets frameworks = springMvc.getIfAvailable();
        FilterRegistrationBean<InnerFilter> registration = new FilterRegistrationBean<>(
                frameworks == null ? InnerFilter.of(metrics) : InnerFilter.of(metrics, frameworks));
        registration.setName("narthexInnerFilter");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        // A filter bean without an order has the same one; matching after all others keeps this one the last (A45).
        registration.setMatchAfter(true);
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    @ConditionalOnMissingBean(name = "narthexRequestListener")
    ServletListenerRegistrationBean<ServletRequestListener> narthexRequestListener(
            ObjectProvider<FilterRegistrationBean<OuterFilter>> outerFilter) {
        ServletListenerRegistrationBean<ServletRequestListener> listener = new ServletListenerRegistrationBean<>();
        FilterRegistrationBean<OuterFilter> registration = outerFilter.getIfUnique();
        if (registration == null) {
            listener.setEnabled(false); // the user's own outer filter goes without
        } else {
            listener.setListener(registration.getFilter().requestListener());
        }
        return listener;
    }
}
