// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads on which other people's collectors run, so that one that blocks holds up no scrape for longer than its
 * limit. What comes too late is dropped, and the collector is not asked again before it has come back. Thread-safe.
 */
final class CollectorThreads {

    private static final int MAX_THREADS = 32;

    private final DaemonThreads threads = new DaemonThreads("narthex-collector", MAX_THREADS);
    private final Set<Object> busy = ConcurrentHashMap.newKeySet();

    /**
     * What a collector says within a limit.
     *
     * @throws CollectorFailure if it throws, if it takes longer, or if it is still at it since an earlier scrape
     */
    List<MetricSnapshot> ask(SingleCollector collector, Duration limit) throws CollectorFailure {
        if (!busy.add(collector.identity())) {
            throw new CollectorFailure("the collector " + collector.name() + " has not come back yet", null);
        }
        Future<List<MetricSnapshot>> answer;
        try {
            answer = threads.pool().submit(() -> {
                try {
                    return collector.snapshots().get();
                } finally {
                    busy.remove(collector.identity());
                }
            });
        } catch (RuntimeException allAreBusy) {
            busy.remove(collector.identity());
            throw new CollectorFailure("no thread is left for the collector " + collector.name(), allAreBusy);
        }
        return await(collector, answer, limit);
    }

    /** Ends the threads, and waits a moment for one that a collector blocks, which is interrupted. */
    void close() {
        threads.close();
    }

    boolean isClosed() {
        return threads.isClosed();
    }

    private static List<MetricSnapshot> await(
            SingleCollector collector, Future<List<MetricSnapshot>> answer, Duration limit) throws CollectorFailure {
        try {
            return answer.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException thrown) {
            throw new CollectorFailure("the collector " + collector.name() + " has thrown", thrown.getCause());
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new CollectorFailure(
                    "the collector " + collector.name() + " must answer within " + limit
                            + "; a longer limit is narthex.export.collector-timeout-seconds",
                    late);
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CollectorFailure("the scrape was interrupted at the collector " + collector.name(), interrupted);
        }
    }
}
