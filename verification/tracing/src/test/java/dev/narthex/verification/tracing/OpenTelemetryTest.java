// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.bookshop.BookshopApplication;
import dev.narthex.core.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/** Traced by OpenTelemetry's SDK alone, in a filter; no tracer of Micrometer is a bean. */
class OpenTelemetryTest extends ExemplarContract {

    @Override
    TracedShop open() {
        return TracedShop.open(
                List.of(BookshopApplication.class, Tracing.class),
                "--spring.autoconfigure.exclude="
                        + "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration,"
                        + "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration");
    }

    @Test
    void itsApiIsAsked() {
        assertThat(shop().context().getBeansOfType(TraceContext.class)).containsOnlyKeys("narthexOpenTelemetryTraces");
    }

    @Configuration(proxyBeanMethods = false)
    static class Tracing {

        @Bean
        FilterRegistrationBean<ServerSpans> serverSpans() {
            FilterRegistrationBean<ServerSpans> registration = new FilterRegistrationBean<>(new ServerSpans());
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
            return registration;
        }
    }

    /** A span for each request, under the one that the client names. */
    static final class ServerSpans extends OncePerRequestFilter {

        private final SdkTracerProvider sdk = SdkTracerProvider.builder().build();
        private final Tracer tracer = sdk.get("shop");

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Context parent =
                    W3CTraceContextPropagator.getInstance().extract(Context.root(), request, HeadersOfRequest.INSTANCE);
            Span span = tracer.spanBuilder("request").setParent(parent).startSpan();
            Scope scope = span.makeCurrent();
            try {
                chain.doFilter(request, response);
            } finally {
                scope.close();
                span.end();
            }
        }

        @Override
        public void destroy() {
            sdk.close();
        }
    }

    private enum HeadersOfRequest implements TextMapGetter<HttpServletRequest> {
        INSTANCE;

        @Override
        public Iterable<String> keys(HttpServletRequest request) {
            return Collections.list(request.getHeaderNames());
        }

        @Override
        public @Nullable String get(@Nullable HttpServletRequest request, String key) {
            return request == null ? null : request.getHeader(key);
        }
    }
}
