// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import org.jspecify.annotations.Nullable;

/**
 * Whoever traces the application: asked what the current thread works for, so that a slow bucket can show one trace of it.
 * A span is whatever its own library takes for one; only whoever handed it out is asked about it. Thread-safe.
 */
public interface TraceContext {

    /** The span that the current thread works for, if there is one and its trace is kept; else null. */
    @Nullable
    Object currentSpan();

    /** The id of a span's trace. */
    String traceId(Object span);

    /** The id of a span. */
    String spanId(Object span);

    /** Nobody traces. */
    static TraceContext none() {
        return NoTraces.INSTANCE;
    }
}
