// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** An application whose filters answer, throw, translate and start async. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(FilterOrderApplication.Views.class)
class FilterOrderApplication {

    private static FilterRegistrationBean<Filter> registered(Filter filter, String pattern) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(pattern);
        return registration;
    }

    @Bean
    FilterRegistrationBean<Filter> throttling() {
        FilterRegistrationBean<Filter> registration =
                registered((request, response, chain) -> ((HttpServletResponse) response).sendError(429), "/throttled");
        registration.setOrder(0);
        return registration;
    }

    /** As a filter that is a component has it: no registration and no order. */
    @Bean
    Filter unordered() {
        return new Gatekeeper();
    }

    private static final class Gatekeeper implements Filter {

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (((HttpServletRequest) request).getRequestURI().equals("/forbidden")) {
                ((HttpServletResponse) response).setStatus(403);
            } else {
                chain.doFilter(request, response);
            }
        }
    }

    @Bean
    FilterRegistrationBean<Filter> registeredWithoutOrder() {
        return registered(
                (request, response, chain) -> ((HttpServletResponse) response).setStatus(403), "/forbidden/registered");
    }

    @Bean
    FilterRegistrationBean<Filter> redirecting() {
        return registered(
                (request, response, chain) -> ((HttpServletResponse) response).sendRedirect("/view"), "/moved");
    }

    @Bean
    FilterRegistrationBean<Filter> throwing() {
        return registered(
                (request, response, chain) -> {
                    throw new IllegalStateException("in a filter");
                },
                "/filter/throws");
    }

    @Bean
    FilterRegistrationBean<Filter> translating() {
        return registered(
                (request, response, chain) -> {
                    try {
                        chain.doFilter(request, response);
                    } catch (ServletException | IllegalStateException refused) {
                        ((HttpServletResponse) response).sendError(403);
                    }
                },
                "/translated");
    }

    /** Lets the request wait before anything else sees it. */
    @Bean
    FilterRegistrationBean<Filter> delaying() {
        FilterRegistrationBean<Filter> registration = registered(
                (request, response, chain) -> {
                    if (request.getDispatcherType() == DispatcherType.REQUEST) {
                        CompletableFuture.delayedExecutor(AsyncApplication.LATER_MILLIS, TimeUnit.MILLISECONDS)
                                .execute(request.startAsync()::dispatch);
                    } else {
                        chain.doFilter(request, response);
                    }
                },
                "/delayed");
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        registration.setOrder(0);
        return registration;
    }

    @RestController
    static class Views {

        @RequestMapping({"/view", "/throttled", "/forbidden", "/forbidden/registered", "/moved", "/filter/throws"})
        String view() {
            return "view";
        }

        @RequestMapping("/translated")
        String translated() {
            throw new IllegalStateException("to be translated");
        }

        @RequestMapping("/delayed")
        DeferredResult<String> delayed() {
            DeferredResult<String> result = new DeferredResult<>();
            CompletableFuture.delayedExecutor(AsyncApplication.LATER_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> result.setResult("delayed twice"));
            return result;
        }
    }
}
