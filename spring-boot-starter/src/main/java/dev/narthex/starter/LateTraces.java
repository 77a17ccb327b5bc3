// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.TraceContext;
import dev.narthex.export.tracing.MicrometerTraces;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * The traces of a tracer that is a bean. It is fetched when all beans are made, not before: the application is made as
 * early as its data sources, which a tracer may need.
 */
final class LateTraces implements TraceContext, SmartInitializingSingleton {

    private final ObjectProvider<Tracer> tracer;
    private volatile TraceContext traces = TraceContext.none();

    LateTraces(ObjectProvider<Tracer> tracer) {
        this.tracer = tracer;
    }

    @Override
    public void afterSingletonsInstantiated() {
        tracer.ifUnique(found -> traces = MicrometerTraces.of(found));
    }

    @Override
    public @Nullable Object currentSpan() {
        return traces.currentSpan();
    }

    @Override
    public String traceId(Object span) {
        return traces.traceId(span);
    }

    @Override
    public String spanId(Object span) {
        return traces.spanId(span);
    }
}
