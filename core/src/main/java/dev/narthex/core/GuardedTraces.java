// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import org.jspecify.annotations.Nullable;

/**
 * Somebody's tracer, whose failures cost its exemplars alone: it is asked in the middle of recording, and what it throws
 * there would take the counts that follow with it. Thread-safe.
 */
final class GuardedTraces implements TraceContext {

    private final TraceContext traces;
    private final Guard guard;

    GuardedTraces(TraceContext traces, Guard guard) {
        this.traces = traces;
        this.guard = guard;
    }

    @Override
    public @Nullable Object currentSpan() {
        try {
            return traces.currentSpan();
        } catch (Throwable theirs) {
            guard.caught(theirs);
            return null;
        }
    }

    /** Empty where the tracer failed. */
    @Override
    public String traceId(Object span) {
        try {
            return traces.traceId(span);
        } catch (Throwable theirs) {
            guard.caught(theirs);
            return "";
        }
    }

    /** Empty where the tracer failed. */
    @Override
    public String spanId(Object span) {
        try {
            return traces.spanId(span);
        } catch (Throwable theirs) {
            guard.caught(theirs);
            return "";
        }
    }
}
