// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import dev.narthex.core.Guard;
import dev.narthex.http.Exchange;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The life of one exchange in a servlet container, as one state machine in one place, which is why it is long. No single
 * callback is right on every container (docs/edge-cases.md, 0.2), so every boundary is watched, and the first that can
 * know the end takes it:
 *
 * <pre>
 *                 ┌──────────────── enter (ERROR, ASYNC) ─────────────────┐
 *                 ▼                                                       │
 *  enter ──► IN_CHAIN ──► leave: async ──► SUSPENDED ──► enter (ASYNC) ───┤
 *                 │                            │                          │
 *                 │                            │ onError, onComplete of a timeout on Tomcat
 *                 │                            ▼                          │
 *                 ├──► leave: failed, or ──► LOOKS_OVER ──────────────────┘
 *                 │    an async dispatch       │
 *                 │                            ├──► requestDestroyed after the error pages, onComplete
 *                 ├──► leave: all well         ├──► leave of the error page, where nobody tells
 *                 ▼                            ▼
 *             completed  ◄─────────────────────┴──► nobody says anything: ProvisionalEnds (A3)
 *
 *  onStartAsync: listens to the next cycle too (A4)
 *  onTimeout:    nothing; the status is not final yet (A1, A2)
 *  a write that finds no client, while SUSPENDED: completed (A20: Tomcat may call nothing else then)
 * </pre>
 *
 * The status is another matter: {@link SentStatus}.
 */
final class ExchangeLife implements AsyncListener {

    /** How long after an exchange looks over its container may still bring an error page, or call back. */
    private static final long GRACE_NANOS = 1_000_000_000L;

    /** How late a container may be with a timeout before it counts as forgotten: Tomcat looks once a second. */
    private static final long LATE_TIMEOUT_NANOS = 5_000_000_000L;

    private static final long MAX_TIMEOUT_MILLIS = Long.MAX_VALUE / 4 / 1_000_000L;

    private enum State {
        /** A thread of the container is in the chain. */
        IN_CHAIN,
        /** The container's thread has left, and the request goes on. */
        SUSPENDED,
        /** Nobody is in the chain, and nothing more should come but an error page or the last callback. */
        LOOKS_OVER
    }

    private final Exchange exchange;
    private final Guard guard;
    private final Container container;
    private final HttpServletResponse response;
    private final boolean toldAfterErrorPages;
    private final SentStatus sent = new SentStatus();

    private volatile State state = State.IN_CHAIN;
    private int depth;
    private int innerDepth;
    private boolean raised;
    private boolean raisedAfterStartAsync;
    private boolean framework;
    private boolean resumed;
    private boolean async;
    private boolean timedOut;

    /** Whether the request has gone on without the container's thread; read by the thread that goes on. */
    private volatile boolean leftToAsync;

    private @Nullable BodyCounter bodies;

    ExchangeLife(
            Exchange exchange,
            Guard guard,
            Container container,
            HttpServletResponse response,
            boolean toldAfterErrorPages) {
        this.exchange = exchange;
        this.guard = guard;
        this.container = container;
        this.response = response;
        this.toldAfterErrorPages = toldAfterErrorPages;
    }

    Exchange exchange() {
        return exchange;
    }

    /** A dispatch, of whatever type, has reached the outer filter. */
    void enter(HttpServletRequest request, HttpServletResponse entering) {
        depth++;
        exchange.resume();
        state = State.IN_CHAIN;
        DispatcherType dispatch = request.getDispatcherType();
        if (dispatch == DispatcherType.ERROR && !entering.isCommitted()) {
            sent.thaw();
            raised = false;
        }
        freeze(entering);
        if (async && depth == 1) {
            resumed = true;
            streamedIfWritten(dispatch == DispatcherType.ASYNC);
        }
    }

    /** The dispatch leaves the outer filter with this; the status is what was committed by then, or will be 500. */
    void raised(Throwable thrown, HttpServletResponse leaving) {
        try {
            raised = true;
            if (ClientAbort.isCause(thrown)) {
                aborted(leaving);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** This left the view. */
    void viewRaised(Throwable thrown, HttpServletResponse leaving) {
        if (ClientAbort.isCause(thrown)) {
            aborted(leaving);
        }
        if (!exchange.aborted()) { // what a broken connection makes a view throw is no fault of the view's
            exchange.exception(thrown);
        }
    }

    /**
     * The client has gone away; what was committed before is what it got. An async request is then over: Tomcat may call
     * nothing more, neither onError nor onComplete, for one reset in a few hundred.
     */
    void aborted(HttpServletResponse broken) {
        try {
            if (!exchange.aborted()) {
                freeze(broken);
                exchange.abort();
            }
            if (leftToAsync) {
                complete(broken);
            }
        } catch (Throwable ours) {
            guard.caught(ours); // called from within the application's own write
        }
    }

    /** It has reached a servlet of a framework, whose return values may write the body after the view has returned. */
    void enterFramework() {
        framework = true;
    }

    /** A dispatch leaves the outer filter. Never throws. */
    void leave(HttpServletRequest request, HttpServletResponse leaving, DispatcherType dispatch) {
        try {
            depth--;
            freeze(leaving);
            if (depth > 0) {
                return;
            }
            if (request.isAsyncStarted()) {
                suspend(request, leaving);
            } else if (async) {
                lookOver(leaving); // onComplete follows, but for Jetty after an exception that came after a commit
            } else {
                if (bodies != null && dispatch == DispatcherType.REQUEST && !sent.mayBeSendError()) {
                    bodies.askWhatTheWriterKept(leaving);
                }
                leaveSynchronously(leaving, dispatch);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** A dispatch has reached the inner filter; whether it is the outermost there. */
    boolean enterInner() {
        innerDepth++;
        return innerDepth == 1;
    }

    void leaveInner() {
        innerDepth--;
    }

    /** The bodies of this exchange, counted from now on. */
    BodyCounter bodies() {
        BodyCounter known = bodies;
        if (known == null) {
            known = new BodyCounter(this);
            bodies = known;
        }
        return known;
    }

    /** Remembers the status if the response is committed now and was not before. */
    void freeze(HttpServletResponse seen) {
        sent.freeze(seen, exchange.aborted());
    }

    /** The container has destroyed the request; its error pages are done. */
    void errorPagesDone() {
        try {
            if (state == State.LOOKS_OVER && !async && !exchange.completed()) {
                complete(response, sent.afterErrorPages(response, exchange.aborted(), raised));
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        try {
            HttpServletResponse supplied = supplied(event);
            boolean first = timedOut;
            timedOut = false;
            if (first && container.completesBeforeErrorPageOfTimeout() && sent.mayBeSendError()) {
                lookOver(supplied);
            } else {
                complete(supplied);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        try {
            timedOut = true;
            freeze(supplied(event));
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        try {
            if (exchange.completed()) {
                return;
            }
            HttpServletResponse supplied = supplied(event);
            freeze(supplied);
            Throwable thrown = event.getThrowable();
            if (thrown != null && ClientAbort.isCause(thrown)) {
                aborted(supplied);
            }
            if (raisedAfterStartAsync && container.saysNothingAfterAsyncError()) {
                complete(supplied);
            } else if (state != State.IN_CHAIN) {
                lookOver(supplied);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        try {
            event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** Marks a stream: committed while nobody but the view's return value could write. */
    private void streamedIfWritten(boolean byTheReturnValue) {
        if (framework && byTheReturnValue && sent.isFrozen()) {
            exchange.stream();
        }
    }

    private void leaveSynchronously(HttpServletResponse leaving, DispatcherType dispatch) {
        boolean failed = (raised && !sent.isFrozen()) || sent.mayBeSendError();
        boolean errorPageMayFollow = failed && dispatch != DispatcherType.ERROR;
        if (errorPageMayFollow || (dispatch == DispatcherType.ERROR && toldAfterErrorPages)) {
            lookOver(leaving);
        } else {
            complete(leaving);
        }
    }

    /** The thread leaves and the request goes on; if another thread has completed it already, it is over (A5). */
    private void suspend(HttpServletRequest request, HttpServletResponse leaving) {
        raisedAfterStartAsync |= raised; // Tomcat 10.1 shows the error page before it says onError
        AsyncContext context = null;
        try {
            context = request.getAsyncContext();
            if (!async && !(raised && container.answersListenersSooner())) {
                context.addListener(this, request, leaving);
                async = true;
            }
        } catch (IllegalStateException alreadyCompleted) {
            lookOver(leaving);
            return;
        }
        state = State.SUSPENDED;
        leftToAsync = true;
        if (exchange.aborted()) {
            complete(leaving);
        } else {
            watch(context, leaving);
        }
    }

    /** Should the container forget its own timeout too, the exchange ends then. */
    private void watch(AsyncContext context, HttpServletResponse leaving) {
        long timeoutMillis = context.getTimeout();
        if (timeoutMillis > 0 && timeoutMillis < MAX_TIMEOUT_MILLIS) {
            int status = raised || sent.isFrozen() ? sent.now(leaving, false, raised) : SentStatus.NOTHING_SENT;
            exchange.endUnlessResumed(status, timeoutMillis * 1_000_000L, raised ? GRACE_NANOS : LATE_TIMEOUT_NANOS);
        }
    }

    /** It looks over, and is if nothing more is heard of it. */
    private void lookOver(HttpServletResponse ending) {
        if (!exchange.completed()) {
            state = State.LOOKS_OVER;
            exchange.endUnlessResumed(settle(ending), 0, GRACE_NANOS);
        }
    }

    private HttpServletResponse supplied(AsyncEvent event) {
        return event.getSuppliedResponse() instanceof HttpServletResponse supplied ? supplied : response;
    }

    private void complete(HttpServletResponse ending) {
        if (!exchange.completed()) { // else the container may have recycled the response by now (A13)
            exchange.complete(settle(ending));
        }
    }

    private void complete(HttpServletResponse ending, int status) {
        settle(ending, status);
        exchange.complete(status);
    }

    /** Hands over what the response says if it is over now; the status. */
    private int settle(HttpServletResponse ending) {
        freeze(ending);
        int status = sent.now(ending, exchange.aborted(), raised);
        settle(ending, status);
        return status;
    }

    private void settle(HttpServletResponse ending, int status) {
        streamedIfWritten(async && !resumed);
        exchange.contentType(ending.getContentType());
        if (bodies != null) {
            bodies.settle(ending, status);
        }
    }
}
