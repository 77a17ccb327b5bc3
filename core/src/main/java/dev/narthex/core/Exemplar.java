// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

/** One observation that stands for the others of its bucket, and the trace that it was part of. Thread-safe. */
public final class Exemplar {

    private final long amount;
    private final String traceId;
    private final String spanId;
    private final long epochMillis;
    private final long bornNanos;
    private volatile boolean replaceable;

    Exemplar(long amount, String traceId, String spanId, long epochMillis, long bornNanos) {
        this.amount = amount;
        this.traceId = traceId;
        this.spanId = spanId;
        this.epochMillis = epochMillis;
        this.bornNanos = bornNanos;
    }

    /** What was observed. */
    public long amount() {
        return amount;
    }

    /** The id of the trace. */
    public String traceId() {
        return traceId;
    }

    /** The id of the span. */
    public String spanId() {
        return spanId;
    }

    /** When it was observed, by the wall clock. */
    public long epochMillis() {
        return epochMillis;
    }

    boolean isReplaceable() {
        return replaceable;
    }

    /** From a certain age on the next observation may take its place. */
    void age(long nowNanos, long retentionNanos) {
        if (nowNanos - bornNanos >= retentionNanos) {
            replaceable = true;
        }
    }
}
