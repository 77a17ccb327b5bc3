// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export.tracing;

import dev.narthex.core.TraceContext;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * The current span by OpenTelemetry's API, which its SDK and its Java agent set. Asking allocates nothing. Thread-safe.
 *
 * <pre>{@code
 * Application application = Application.of(settings, Ticker.system(), OpenTelemetryTraces.ifPresent());
 * }</pre>
 */
public final class OpenTelemetryTraces implements TraceContext {

    private OpenTelemetryTraces() {}

    /** The current span; nobody's where the API is not on the class path. */
    public static TraceContext ifPresent() {
        try {
            Span.getInvalid();
            return new OpenTelemetryTraces();
        } catch (LinkageError missing) {
            return TraceContext.none();
        }
    }

    @Override
    public @Nullable Object currentSpan() {
        Span span = Span.current();
        return span.getSpanContext().isSampled() ? span : null; // the one that stands for none is not sampled
    }

    @Override
    public String traceId(Object span) {
        return ((Span) span).getSpanContext().getTraceId();
    }

    @Override
    public String spanId(Object span) {
        return ((Span) span).getSpanContext().getSpanId();
    }
}
