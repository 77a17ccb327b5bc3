// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads on which other people's collectors run, so that one that blocks holds up no scrape for longer than its
 * limit. What comes too late is dropped, and the collector is not asked again before it has come back. The threads are
 * daemons and end when they have been idle for a while. Thread-safe.
 */
final class CollectorThreads {

    private static final int MAX_THREADS = 32;
    private static final long IDLE_SECONDS = 10;
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private final Set<Thread> alive = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::newThread);

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
            answer = threads.submit(() -> {
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

    private Thread newThread(Runnable task) {
        alive.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = new Thread(task, "narthex-collector");
        thread.setDaemon(true);
        alive.add(thread);
        return thread;
    }

    /** Ends the threads, and waits a moment for one that a collector blocks, which is interrupted. */
    void close() {
        threads.shutdownNow();
        long deadline = System.nanoTime() + LAST_WAIT.toNanos();
        try {
            for (Thread thread : alive) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isClosed() {
        return threads.isShutdown();
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
