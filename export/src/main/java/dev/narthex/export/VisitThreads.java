// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The threads of visits: virtual ones where they cost nobody anything, else platform ones. Thread-safe.
 *
 * <p>Virtual threads share their carriers with the application. Until JDK 23 a virtual thread that blocks in a
 * synchronized method keeps its carrier, and the JDK's server reads so (JEP 491 ended that in 24): a handful of stalled
 * clients would stop the application. And where the application keeps all carriers busy no virtual thread runs, just when
 * somebody wants to see why: a visit that has no thread after a moment gets one of the platform's, as do those that
 * come in the time after.
 */
final class VisitThreads {

    private static final int FIRST_WITHOUT_PINNING = 24;
    private static final long DISTRUST_NANOS = Duration.ofSeconds(10).toNanos();

    private final @Nullable ThreadFactory virtual = virtualThreads();
    private final DaemonThreads platform;
    private volatile long distrustedUntil = System.nanoTime();
    private @Nullable Thread watch;

    VisitThreads(int most) {
        this.platform = new DaemonThreads("narthex-page", most);
    }

    /**
     * Has a visit run soon.
     *
     * @throws RejectedExecutionException if there is no thread for it
     */
    void start(Visit visit) {
        if (virtual == null || distrustedUntil - System.nanoTime() > 0) {
            platform.pool().execute(visit);
        } else {
            virtual.newThread(visit).start();
        }
    }

    /** Gives a visit that waits for a virtual thread one of the platform's. */
    void insist(Visit visit) {
        distrustedUntil = System.nanoTime() + DISTRUST_NANOS;
        try {
            platform.pool().execute(visit);
        } catch (RejectedExecutionException none) {
            // it keeps waiting for the other one
            return;
        }
    }

    /** Starts the one thread that looks after the others. */
    void watch(Runnable task) {
        Thread thread = new Thread(task, "narthex-page-watch");
        thread.setDaemon(true);
        thread.start();
        watch = thread;
    }

    /** Ends them all, and waits for them. */
    void close() {
        platform.close();
        Thread last = watch;
        if (last != null) {
            last.interrupt();
            try {
                last.join(1000);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** {@code Thread.ofVirtual().name("narthex-page").factory()}, which this is compiled without; null before JDK 24. */
    private static @Nullable ThreadFactory virtualThreads() {
        if (Runtime.version().feature() < FIRST_WITHOUT_PINNING) {
            return null;
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> virtualBuilder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle make = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(virtualBuilder));
            MethodHandle name = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class));
            MethodHandle factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
            return (ThreadFactory) factory.invoke(name.invoke(make.invoke(), "narthex-page"));
        } catch (Throwable unknownJvm) {
            return null; // platform threads do as well
        }
    }
}
