// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import dev.narthex.core.Guard;
import dev.narthex.http.Exchange;
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
 *  enter ──► (dispatches, nested or one after the other) ──► leave, depth 0
 *    │                                                          │
 *    │            nothing wrong, not async ─────────────────────┼──► complete
 *    │            thrown or sendError, on Tomcat ───────────────┼──► error page ──► errorPagesDone ──► complete
 *    │            thrown or sendError, elsewhere ───────────────┼──► complete, with the status that the page will show
 *    │            async ────────────────────────────────────────┘
 *    │              onStartAsync: listens to the next cycle too (A4)
 *    │              onTimeout: nothing; the status is not final yet (A1, A2)
 *    │              onError: complete only if the servlet threw after startAsync (A3: Tomcat calls nothing else then)
 *    │              a write that finds no client: complete (A20: Tomcat may call nothing else then)
 *    └────────────  onComplete ──► complete
 * </pre>
 *
 * The status is another matter: {@link SentStatus}.
 */
final class ExchangeLife implements AsyncListener {

    private final Exchange exchange;
    private final Guard guard;
    private final HttpServletResponse response;
    private final boolean awaitsErrorPages;
    private final SentStatus sent = new SentStatus();

    private int depth;
    private int innerDepth;
    private boolean raised;
    private boolean raisedAfterStartAsync;
    private boolean framework;
    private boolean resumed;
    private boolean async;
    private boolean awaiting;
    /** Whether the container's thread has left while the request goes on; read by the thread that goes on. */
    private volatile boolean leftToAsync;

    private @Nullable BodyCounter bodies;

    ExchangeLife(Exchange exchange, Guard guard, HttpServletResponse response, boolean awaitsErrorPages) {
        this.exchange = exchange;
        this.guard = guard;
        this.response = response;
        this.awaitsErrorPages = awaitsErrorPages;
    }

    Exchange exchange() {
        return exchange;
    }

    /** A dispatch, of whatever type, has reached the outer filter. */
    void enter(HttpServletRequest request, HttpServletResponse entering) {
        depth++;
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
    void leave(HttpServletRequest request, HttpServletResponse leaving) {
        try {
            depth--;
            freeze(leaving);
            if (depth > 0) {
                return;
            }
            if (request.isAsyncStarted() && listen(request, leaving)) {
                raisedAfterStartAsync |= raised; // Tomcat 10.1 shows the error page before it says onError
                leftToAsync = true;
                if (exchange.aborted()) {
                    complete(leaving);
                }
            } else if (!async) {
                leaveSynchronously(leaving);
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
            if (awaiting && depth == 0) {
                complete(response);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        try {
            complete(supplied(event));
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        try {
            freeze(supplied(event));
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        try {
            HttpServletResponse supplied = supplied(event);
            freeze(supplied);
            Throwable thrown = event.getThrowable();
            if (thrown != null && ClientAbort.isCause(thrown)) {
                aborted(supplied);
            }
            if (raisedAfterStartAsync) {
                complete(supplied);
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

    private void leaveSynchronously(HttpServletResponse leaving) {
        // What looks like a committed error may be a sendError whose page is still to come.
        boolean errorPageMayFollow = (raised && !sent.isFrozen()) || sent.isError();
        if (awaitsErrorPages && errorPageMayFollow) {
            awaiting = true;
        } else {
            complete(leaving);
        }
    }

    /** Listens to the async cycle; false if it was completed by another thread before we could (A5). */
    private boolean listen(HttpServletRequest request, HttpServletResponse leaving) {
        if (!async) {
            try {
                request.getAsyncContext().addListener(this, request, leaving);
            } catch (IllegalStateException alreadyCompleted) {
                return false;
            }
            async = true;
        }
        return true;
    }

    private HttpServletResponse supplied(AsyncEvent event) {
        return event.getSuppliedResponse() instanceof HttpServletResponse supplied ? supplied : response;
    }

    private void complete(HttpServletResponse ending) {
        if (exchange.completed()) {
            return; // a later callback: the container may have recycled the response by now (A13)
        }
        freeze(ending);
        streamedIfWritten(async && !resumed);
        int status = sent.atTheEnd(ending, exchange.aborted(), raised);
        exchange.contentType(ending.getContentType());
        if (bodies != null) {
            bodies.settle(ending, status);
        }
        exchange.complete(status);
    }
}
