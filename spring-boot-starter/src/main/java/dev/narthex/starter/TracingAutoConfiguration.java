// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.TraceContext;
import dev.narthex.export.tracing.OpenTelemetryTraces;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.trace.Span;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Who traces the application: a tracer of Micrometer that is a bean, else OpenTelemetry if its API is there. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.tracing.BraveAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.tracing.OpenTelemetryTracingAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration"
        })
@ConditionalOnProperty(
        prefix = "narthex",
        name = {"enabled", "export.exemplars"},
        matchIfMissing = true)
class TracingAutoConfiguration {

    /** On its own, so that an application without Micrometer Tracing never loads it. */
    @Order(1)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Tracer.class)
    static class ByMicrometer {

        @Bean
        @ConditionalOnBean(Tracer.class)
        @ConditionalOnMissingBean(TraceContext.class)
        LateTraces narthexTracerTraces(ObjectProvider<Tracer> tracer) {
            return new LateTraces(tracer);
        }
    }

    /** The same for OpenTelemetry, behind it. */
    @Order(2)
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Span.class)
    static class ByOpenTelemetry {

        @Bean
        @ConditionalOnMissingBean
        TraceContext narthexOpenTelemetryTraces() {
            return OpenTelemetryTraces.ifPresent();
        }
    }
}
