// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for work of ours that may block: daemons, no more than a limit, gone when they have been idle for a while, and
 * waited for at the end, so that they keep no class loader. A task that finds none is refused. Thread-safe.
 */
final class DaemonThreads {

    private static final long IDLE_SECONDS = 10;
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private final Set<Thread> alive = ConcurrentHashMap.newKeySet();
    private final String name;
    private final ThreadPoolExecutor threads;

    DaemonThreads(String name, int most) {
        this.name = name;
        this.threads = new ThreadPoolExecutor(
                0, most, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::newThread);
    }

    /** Where tasks go; it throws RejectedExecutionException if no thread is left. */
    ThreadPoolExecutor pool() {
        return threads;
    }

    private Thread newThread(Runnable task) {
        alive.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        alive.add(thread);
        return thread;
    }

    /** Ends the threads, and waits a moment for one that something blocks, which is interrupted. */
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
}
