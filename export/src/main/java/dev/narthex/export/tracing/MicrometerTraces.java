// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export.tracing;

import dev.narthex.core.TraceContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

/** The current span by Micrometer Tracing, whatever is below it. What it makes to answer is its own. Thread-safe. */
public final class MicrometerTraces implements TraceContext {

    private final Tracer tracer;

    private MicrometerTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    /** The current span of a tracer. */
    public static MicrometerTraces of(Tracer tracer) {
        return new MicrometerTraces(tracer);
    }

    @Override
    public @Nullable Object currentSpan() {
        Span span = tracer.currentSpan();
        return span != null && Boolean.TRUE.equals(span.context().sampled()) ? span : null;
    }

    @Override
    public String traceId(Object span) {
        return ((Span) span).context().traceId();
    }

    @Override
    public String spanId(Object span) {
        return ((Span) span).context().spanId();
    }
}
