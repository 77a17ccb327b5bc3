// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One exemplar for each bucket of a distribution's families. It stays until it has been read at a certain age; then the
 * next traced observation of the bucket takes its place. Whoever records therefore reads no clock, and asks nobody for a
 * trace, but where a place is free: the age is judged by those who read.
 */
final class BucketExemplars implements ExemplarSampler {

    /** As long as the shortest usual interval between scrapes. */
    private static final long RETENTION_NANOS = Duration.ofSeconds(10).toNanos();

    private final TraceContext traces;
    private final Ticker ticker;
    private final int offset;
    private final Buckets buckets;

    /**
     * Exemplars of one distribution.
     *
     * @param offset where their places begin in a cell
     * @param buckets the buckets that have one each
     */
    BucketExemplars(TraceContext traces, Ticker ticker, int offset, Buckets buckets) {
        this.traces = traces;
        this.ticker = ticker;
        this.offset = offset;
        this.buckets = buckets;
    }

    @Override
    public void offer(Cell<?> cell, long amount) {
        int place = offset + buckets.index(amount);
        if (isFree(cell, place)) {
            keep(cell, place, amount, traces.currentSpan());
        }
    }

    @Override
    public void offer(Cell<?> cell, long amount, Object span) {
        int place = offset + buckets.index(amount);
        if (isFree(cell, place)) {
            keep(cell, place, amount, span);
        }
    }

    @Override
    public int places() {
        return buckets.size();
    }

    @Override
    public long bound(int place) {
        return buckets.bound(place);
    }

    @Override
    public @Nullable Exemplar read(Cell<?> cell, int place) {
        Exemplar known = cell.exemplar(offset + place);
        if (known != null) {
            known.age(ticker.read(), RETENTION_NANOS);
        }
        return known;
    }

    private static boolean isFree(Cell<?> cell, int place) {
        Exemplar known = cell.exemplar(place);
        return known == null || known.isReplaceable();
    }

    private void keep(Cell<?> cell, int place, long amount, @Nullable Object span) {
        if (span == null) {
            return;
        }
        String traceId = traces.traceId(span);
        String spanId = traces.spanId(span);
        if (!traceId.isEmpty() && !spanId.isEmpty()) {
            cell.keep(place, new Exemplar(amount, traceId, spanId, System.currentTimeMillis(), ticker.read()));
        }
    }
}
