// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import dev.narthex.core.Cell;
import dev.narthex.core.RequestTally;
import dev.narthex.core.RequestTally.Entry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request in flight: opened by the outer filter, completed exactly once, by whichever callback comes first. What the
 * hooks learn on the way is remembered here and recorded at the end, in one cell. An exchange is used by one thread at a
 * time, as the container hands the request on; only {@link #complete} may be raced for.
 */
public final class Exchange {

    /** A body size that nobody knows: nothing is observed. */
    public static final long UNKNOWN = -1;

    private static final VarHandle COMPLETED;

    static {
        try {
            COMPLETED = MethodHandles.lookup().findVarHandle(Exchange.class, "completed", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final HttpMetrics metrics;
    private final HttpMethod method;
    private final Scheme scheme;
    private final long arrivalNanos;

    private Scheme transport;
    private boolean entered;
    private boolean left;
    private boolean stream;
    private volatile boolean aborted;

    @SuppressWarnings("UnusedVariable") // through COMPLETED
    private volatile boolean completed;

    private boolean provisional;
    private int queries;
    private long entryNanos;
    private long leftNanos;
    private @Nullable View view;
    private @Nullable List<String> labels;
    private @Nullable Object span;
    private int template;
    private int exception;
    private int charset;
    private long requestBytes = UNKNOWN;
    private long responseBytes = UNKNOWN;

    Exchange(HttpMetrics metrics, HttpMethod method, Scheme scheme, long arrivalNanos) {
        this.metrics = metrics;
        this.method = method;
        this.scheme = scheme;
        this.transport = scheme;
        this.arrivalNanos = arrivalNanos;
        this.template = metrics.vocabulary().noTemplate();
        this.exception = metrics.vocabulary().noException();
        this.charset = metrics.vocabulary().defaultCharset();
    }

    /** Whether it has passed the inner filter. */
    public boolean entered() {
        return entered;
    }

    /**
     * The chain has let it through to the inner filter: counts the entry. Later calls do nothing.
     *
     * @param scheme the scheme as it is resolved by now
     */
    public void enter(String scheme) {
        enter(scheme, false);
    }

    /**
     * The same for a request that says that a script sent it.
     *
     * @param scheme the scheme as it is resolved by now
     */
    public void enterAjax(String scheme) {
        enter(scheme, true);
    }

    private void enter(String resolved, boolean ajax) {
        if (entered) {
            return;
        }
        entered = true;
        transport = Scheme.of(resolved);
        entryNanos = metrics.read();
        metrics.countEntry(method, transport, ajax);
    }

    /**
     * The framework has chosen the view: counts the choice. The first one stands (A43); later calls do nothing, nor does
     * {@link HttpMetrics#unnamedView()}, which nobody chose.
     */
    public void view(View chosen) {
        if (view != null || chosen == metrics.unnamedView()) {
            return;
        }
        view = chosen;
        metrics.choice(chosen, method, transport).count();
    }

    /** The values of the application's own labels, in the order of their names; the last call counts. */
    public void labels(List<String> values) {
        labels = values;
    }

    /** The response is rendered by this template; the last one counts. */
    public void template(String name) {
        template = metrics.vocabulary().template(name);
    }

    /** This left the view, whether or not somebody makes a response of it; the first one counts. */
    public void exception(Throwable thrown) {
        if (exception == metrics.vocabulary().noException()) {
            exception = metrics.vocabulary().exception(thrown);
        }
    }

    /** The body is still written after the view has returned. */
    public void stream() {
        stream = true;
    }

    /** The client has gone away. */
    public void abort() {
        aborted = true;
    }

    /** Whether the client has gone away. */
    public boolean aborted() {
        return aborted;
    }

    /** Remembers the span that the thread works for, which may be over when the request is; the first one counts. */
    public void trace() {
        if (span == null) {
            span = metrics.traces().currentSpan();
        }
    }

    /** The view has ended, or the thread has left it; the last call before the completion counts. */
    public void leave() {
        leftNanos = metrics.read();
        left = true;
    }

    /**
     * What the thread that leaves has spent for this request elsewhere; may be called once a thread. What was not
     * attributed when the request completed is in no number of queries, but in the time.
     */
    public void spent(RequestTally tally) {
        View spender = view == null ? metrics.unnamedView() : view;
        if (tally.isAnnounced(Entry.QUERIES)) {
            queries += (int) tally.amount(Entry.QUERIES);
            long nanos = tally.amount(Entry.DATABASE_NANOS);
            if (nanos > 0) {
                spender.cost(CostKey.Kind.DATABASE).add(metrics.databaseTime, nanos);
            }
        }
        spent(spender, CostKey.Kind.CACHE_HIT, tally.amount(Entry.CACHE_HITS));
        spent(spender, CostKey.Kind.CACHE_MISS, tally.amount(Entry.CACHE_MISSES));
        spent(spender, CostKey.Kind.CACHE_ERROR, tally.amount(Entry.CACHE_ERRORS));
    }

    private void spent(View spender, CostKey.Kind kind, long lookups) {
        if (lookups > 0) {
            spender.cost(kind).add(metrics.costEvents, lookups);
        }
    }

    /** The Content-Type of the response, as sent; null where none was. */
    public void contentType(@Nullable String header) {
        if (header != null) {
            Vocabulary.KnownContentType known = metrics.vocabulary().contentType(header);
            charset = known.charset();
            stream |= known.eventStream() && entered;
        }
    }

    /** The size of the request's body in bytes, or {@link #UNKNOWN}. */
    public void requestBytes(long bytes) {
        requestBytes = bytes;
    }

    /** The size of the response's body in bytes, or {@link #UNKNOWN}. */
    public void responseBytes(long bytes) {
        responseBytes = bytes;
    }

    /** Whether it has been recorded. */
    public boolean completed() {
        return completed;
    }

    /**
     * It is over, or will be, unless more is heard of it: records it so if nobody has completed or resumed it for a while
     * after that. Later calls replace earlier ones.
     *
     * @param status the status that was sent as far as is known, or anything outside 100 to 599
     * @param leftNanos when it will be over, from now on
     * @param graceNanos how long after that the container may still call back
     */
    public void endUnlessResumed(int status, long leftNanos, long graceNanos) {
        if (!completed) {
            long end = metrics.read() + leftNanos;
            provisional = true;
            metrics.provisionalEnds().put(this, status, end, end + graceNanos);
            if (completed) {
                metrics.provisionalEnds().remove(this); // in the meantime, by another thread
            }
        }
    }

    /** More is heard of it: it is not over. */
    public void resume() {
        if (provisional) {
            provisional = false;
            metrics.provisionalEnds().remove(this);
        }
    }

    /**
     * It is over: records it, the first time.
     *
     * @param status the status that was sent, or anything outside 100 to 599 if none was
     */
    public void complete(int status) {
        if (!completed) {
            complete(status, metrics.read());
        }
    }

    void complete(int status, long now) {
        if (!COMPLETED.compareAndSet(this, false, true)) {
            return;
        }
        resume();
        View unlabelled = view == null ? notChosen() : view;
        View ended = labels == null ? unlabelled : unlabelled.labelled(labels);
        int sent = status >= 100 && status <= 599 ? status : 0;
        Cell<HttpKey> cell = ended.completion(
                Packed.completion(method, scheme, sent, entered, stream, aborted, charset, template, exception));
        cell.count();
        observe(cell, now);
        if (entered && metrics.tally().isAnnounced(Entry.QUERIES)) {
            observeQueries(unlabelled);
        }
    }

    private void observe(Cell<HttpKey> cell, long now) {
        long duration = nanos(arrivalNanos, now);
        long viewDuration = entered && !stream ? nanos(entryNanos, left ? leftNanos : now) : UNKNOWN;
        cell.observe(
                metrics.measured,
                duration,
                viewDuration,
                entered ? requestBytes : UNKNOWN,
                entered ? responseBytes : UNKNOWN);
        Object traced = span;
        if (traced != null) {
            cell.trace(metrics.duration, duration, traced);
            if (viewDuration >= 0) {
                cell.trace(metrics.viewDuration, viewDuration, traced);
            }
        }
    }

    private void observeQueries(View spender) {
        spender.cost(CostKey.Kind.DATABASE).observe(metrics.queries, queries);
    }

    /** Counts a choice all the same, so that by view there are as many requests as responses. */
    private View notChosen() {
        View unnamed = metrics.unnamedView();
        if (entered) {
            metrics.choice(unnamed, method, transport).count();
        }
        return unnamed;
    }

    /** A ticker that steps back would make counters fall (A49). */
    private static long nanos(long from, long to) {
        return Math.max(0, to - from);
    }
}
