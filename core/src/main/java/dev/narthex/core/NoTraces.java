// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import org.jspecify.annotations.Nullable;

/** Nobody traces. */
enum NoTraces implements TraceContext {
    INSTANCE;

    @Override
    public @Nullable Object currentSpan() {
        return null;
    }

    @Override
    public String traceId(Object span) {
        throw new IllegalStateException("there must be a span: none was handed out");
    }

    @Override
    public String spanId(Object span) {
        throw new IllegalStateException("there must be a span: none was handed out");
    }
}
