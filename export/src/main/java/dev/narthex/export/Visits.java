// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The requests that the port serves at a time: no more than a limit, none for longer than its time. When all places are
 * taken, the client that has not moved for longest gives its place to the newcomer; if nobody may be dropped the
 * newcomer is. So whoever opens connections and stalls holds places only until somebody else wants one (E25, E32). What
 * the server's own thread does here never blocks. Thread-safe.
 *
 * <p>The JDK's server hands over a connection with its first byte, and the channel of a blocked thread closes when that
 * thread is interrupted: this is how a client is dropped.
 */
final class Visits implements Executor {

    /** Places. Fifty clients that scrape without pause leave as many again to others. */
    static final int LIMIT = 128;

    /** How long a request, with its TLS handshake, may take to come in from its first byte on. */
    static final long READ_NANOS = Duration.ofSeconds(5).toNanos();

    /** How long a client may take no byte of its answer. */
    static final long STALL_NANOS = Duration.ofSeconds(5).toNanos();

    /** How long an answer may take to go out. */
    static final long WRITE_NANOS = Duration.ofSeconds(30).toNanos();

    /** How long a client that takes no byte of its answer is safe from newcomers. */
    static final long GRACE_NANOS = Duration.ofMillis(250).toNanos();

    /** Pages that are being written may take so much memory; what is more, clients that do not read have to give back. */
    static final long HELD_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

    private static final long WATCH_MILLIS = 100;
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private final Set<Visit> present = new HashSet<>();
    private final Map<Thread, Visit> current = new ConcurrentHashMap<>();
    private final VisitThreads threads = new VisitThreads(2 * LIMIT);
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong displaced = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private int leaving;
    private boolean closed;

    private Visits() {}

    /** The visits of a port, whose time is watched from now on. */
    static Visits open() {
        Visits visits = new Visits();
        visits.threads.watch(visits::watch);
        return visits;
    }

    long now() {
        return System.nanoTime();
    }

    /** Called by the server's thread for every request; it closes the connection of one that is refused. */
    @Override
    public void execute(Runnable exchange) {
        Visit visit = new Visit(this, exchange, now());
        admit(visit);
        try {
            threads.start(visit);
        } catch (RejectedExecutionException none) {
            ended(visit);
            refused.incrementAndGet();
            throw none;
        }
    }

    private synchronized void admit(Visit visit) {
        if (closed || (present.size() >= LIMIT && !dropStillest(present))) {
            refused.incrementAndGet();
            throw new RejectedExecutionException("all places are taken");
        }
        present.add(visit);
        notifyAll();
    }

    /** Drops the client that has not moved for longest. False if nobody may be dropped. */
    private boolean dropStillest(Collection<Visit> among) {
        long now = now();
        Visit stillest = null;
        for (Visit visit : among) {
            if (visit.givesWay(now) && (stillest == null || visit.stillNanos(now) > stillest.stillNanos(now))) {
                stillest = visit;
            }
        }
        if (stillest == null || leaving >= LIMIT / 2 || !stillest.drop()) {
            return false;
        }
        displaced.incrementAndGet();
        leave(stillest);
        return true;
    }

    /** Its place is free; its thread may need a moment more. */
    private void leave(Visit visit) {
        present.remove(visit);
        leaving++;
    }

    /** Runs an exchange of the server as this visit. */
    void serve(Visit visit, Runnable exchange) {
        current.put(Thread.currentThread(), visit);
        try {
            exchange.run();
        } finally {
            current.remove(Thread.currentThread());
        }
    }

    synchronized void ended(Visit visit) {
        if (!present.remove(visit)) {
            leaving--;
        }
        notifyAll();
    }

    /** The visit of this thread. */
    Visit current() {
        return Objects.requireNonNull(current.get(Thread.currentThread()), "no visit on this thread");
    }

    /** Looks after everybody's time, until the end. */
    private void watch() {
        try {
            while (awaitVisits()) {
                Thread.sleep(WATCH_MILLIS);
                overdue().forEach(threads::insist);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sleeps as long as nobody is here. False at the end. */
    private synchronized boolean awaitVisits() throws InterruptedException {
        while (present.isEmpty() && !closed) {
            wait();
        }
        return !closed;
    }

    /** Drops who is late, and gives back who has no thread yet. */
    private synchronized List<Visit> overdue() {
        long now = now();
        List<Visit> withoutThread = new ArrayList<>();
        for (Visit visit : List.copyOf(present)) {
            if (visit.isLate(now) && visit.drop()) {
                late.incrementAndGet();
                leave(visit);
            } else if (visit.hasWaited(Duration.ofMillis(WATCH_MILLIS / 2).toNanos(), now)) {
                withoutThread.add(visit);
            }
        }
        boolean tooMuch = heldBytes() > HELD_BYTES;
        while (tooMuch) {
            tooMuch = dropStillest(holders()) && heldBytes() > HELD_BYTES;
        }
        return withoutThread;
    }

    private List<Visit> holders() {
        return present.stream().filter(visit -> visit.heldBytes() > 0).toList();
    }

    private long heldBytes() {
        return present.stream().mapToLong(Visit::heldBytes).sum();
    }

    /** Takes nobody more, sends away who has not asked yet, and waits a moment for the answers that are being given. */
    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
            List.copyOf(present).stream().filter(visit -> !visit.isAnswered()).forEach(Visit::drop);
            awaitAnswers(now() + LAST_WAIT.toNanos());
        }
    }

    private void awaitAnswers(long deadline) {
        try {
            while (present.stream().anyMatch(Visit::isAnswered) && deadline - now() > 0) {
                wait(Math.max(1, (deadline - now()) / 1_000_000));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all threads. */
    void end() {
        threads.close();
    }

    /** How many clients were too slow. */
    long late() {
        return late.get();
    }

    /** How many gave way to another. */
    long displaced() {
        return displaced.get();
    }

    /** How many found no place. */
    long refused() {
        return refused.get();
    }
}
