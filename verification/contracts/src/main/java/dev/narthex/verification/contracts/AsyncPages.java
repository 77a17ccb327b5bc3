// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.HttpSite.add;
import static dev.narthex.verification.contracts.HttpSite.big;
import static dev.narthex.verification.contracts.HttpSite.say;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The pages of an {@link HttpSite} whose answer comes later, or from another thread. The class is a list of servlets. */
final class AsyncPages {

    static final long LATER_MILLIS = 120;
    private static final long SHORT_TIMEOUT_MILLIS = 200;
    private static final int STATUS_OF_OURS = 203;
    private static final int WRITTEN_BLOCKS = 64;

    private final Gate gate;

    AsyncPages(Gate gate) {
        this.gate = gate;
    }

    void addTo(ServletContext context) {
        completions(context);
        timeouts(context);
        failures(context);
        streams(context);
    }

    private void completions(ServletContext context) {
        add(
                context,
                "/async/later",
                (request, response) -> later(request.startAsync(), async -> {
                    answer(async).setStatus(STATUS_OF_OURS);
                    say(answer(async), "later");
                    async.complete();
                }));
        add(context, "/async/joined", (request, response) -> {
            AsyncContext async = request.startAsync();
            Thread other = new Thread(() -> {
                answer(async).setStatus(STATUS_OF_OURS);
                async.complete();
            });
            other.start();
            join(other);
        });
        add(context, "/async/twice", (request, response) -> {
            int cycle = next(request);
            if (cycle < 2) {
                AsyncContext async = request.startAsync();
                later(async, AsyncContext::dispatch);
            } else {
                response.setStatus(STATUS_OF_OURS);
                say(response, "twice");
            }
        });
        add(context, "/async/twice/completed", (request, response) -> {
            if (next(request) == 0) {
                later(request.startAsync(), AsyncContext::dispatch);
            } else {
                later(request.startAsync(), async -> {
                    answer(async).setStatus(STATUS_OF_OURS);
                    async.complete();
                });
            }
        });
        add(context, "/async/dispatched", (request, response) -> {
            if (next(request) == 0) {
                later(request.startAsync(), async -> async.dispatch("/plain"));
            }
        });
        add(context, "/async/runnable", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                answer(async).setStatus(STATUS_OF_OURS);
                async.complete();
            });
        });
        add(
                context,
                "/async/sends",
                (request, response) -> later(request.startAsync(), async -> {
                    answer(async).sendError(HttpServletResponse.SC_NOT_FOUND);
                    async.complete();
                }));
        add(
                context,
                "/async/sends/gone",
                (request, response) -> later(request.startAsync(), async -> {
                    answer(async).sendError(HttpServletResponse.SC_GONE);
                    async.complete();
                }));
    }

    private void timeouts(ServletContext context) {
        add(context, "/timeout/nobodys", (request, response) -> impatient(request));
        add(context, "/timeout/own", (request, response) -> {
            AsyncContext async = impatient(request);
            async.addListener(new OnTimeout(event -> {
                answer(async).setStatus(HttpServletResponse.SC_GATEWAY_TIMEOUT);
                async.complete();
            }));
        });
        add(context, "/timeout/dispatched", (request, response) -> {
            if (next(request) == 0) {
                AsyncContext async = impatient(request);
                async.addListener(new OnTimeout(event -> async.dispatch()));
            } else {
                response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            }
        });
        add(context, "/timeout/paged", (request, response) -> {
            if (next(request) == 0) {
                AsyncContext async = impatient(request);
                async.addListener(new OnTimeout(event -> async.dispatch()));
            } else {
                response.sendError(HttpServletResponse.SC_GONE);
            }
        });
        add(context, "/timeout/fallback", (request, response) -> {
            if (next(request) == 0) {
                AsyncContext async = impatient(request);
                async.addListener(new OnTimeout(event -> async.dispatch()));
            } else {
                say(response, "fallback");
            }
        });
    }

    private void failures(ServletContext context) {
        add(context, "/async/throws", (request, response) -> {
            impatient(request);
            throw new IllegalStateException("on purpose");
        });
        add(context, "/async/throws/paged", (request, response) -> {
            impatient(request);
            throw HttpSite.thrown(request, new UnsupportedOperationException("on purpose"));
        });
        add(context, "/async/dispatch/throws", (request, response) -> {
            if (next(request) > 0) {
                throw new IllegalStateException("on purpose");
            }
            later(request.startAsync(), AsyncContext::dispatch);
        });
        add(context, "/async/committed", (request, response) -> {
            if (next(request) > 0) {
                throw new IllegalStateException("on purpose");
            }
            later(request.startAsync(), async -> {
                say(answer(async), "committed");
                answer(async).flushBuffer();
                async.dispatch();
            });
        });
    }

    private void streams(ServletContext context) {
        add(context, "/stream/events", (request, response) -> {
            response.setContentType("text/event-stream");
            later(request.startAsync(), async -> {
                for (int i = 0; i < 3; i++) {
                    say(answer(async), "data: " + i + "\n\n");
                    answer(async).flushBuffer();
                }
                async.complete();
            });
        });
        add(context, "/stream/held", (request, response) -> {
            response.setContentType("text/event-stream");
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            say(response, "data: begun\n\n");
            response.flushBuffer();
            later(async, held -> {
                gate.pass();
                held.complete();
            });
        });
        add(
                context,
                "/stream/big",
                (request, response) -> later(request.startAsync(), async -> {
                    try {
                        big(answer(async));
                    } finally {
                        completeIfStillThere(async);
                    }
                }));
        add(context, "/stream/nonblocking", (request, response) -> {
            AsyncContext async = request.startAsync();
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new Blocks(async, out));
        });
    }

    /** What is done with an async cycle. */
    private interface Later {
        void with(AsyncContext async) throws IOException;
    }

    private static void later(AsyncContext async, Later task) {
        CompletableFuture.delayedExecutor(LATER_MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
            try {
                task.with(async);
            } catch (IOException undelivered) {
                throw new UncheckedIOException(undelivered); // the client has gone: as applications let it pass
            }
        });
    }

    private static AsyncContext impatient(HttpServletRequest request) {
        AsyncContext async = request.startAsync();
        async.setTimeout(SHORT_TIMEOUT_MILLIS);
        return async;
    }

    private static HttpServletResponse answer(AsyncContext async) {
        return (HttpServletResponse) async.getResponse();
    }

    private static int next(ServletRequest request) {
        AtomicInteger cycles = (AtomicInteger) request.getAttribute("cycles");
        if (cycles == null) {
            cycles = new AtomicInteger();
            request.setAttribute("cycles", cycles);
        }
        return cycles.getAndIncrement();
    }

    private static void join(Thread other) {
        try {
            other.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void completeIfStillThere(AsyncContext async) {
        try {
            async.complete();
        } catch (IllegalStateException containerWasFaster) {
            Thread.onSpinWait(); // the container has noticed the broken connection and has completed it
        }
    }

    /** One deed at the timeout. */
    private record OnTimeout(Event onTimeout) implements AsyncListener {

        /** What is done then. */
        private interface Event {
            void happened(AsyncEvent event);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            onTimeout.happened(event);
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    /** Four megabytes, written as the client takes them. */
    private static final class Blocks implements WriteListener {

        private final AsyncContext async;
        private final ServletOutputStream out;
        private int written;

        Blocks(AsyncContext async, ServletOutputStream out) {
            this.async = async;
            this.out = out;
        }

        @Override
        public void onWritePossible() throws IOException {
            while (out.isReady()) {
                if (written == WRITTEN_BLOCKS) {
                    async.complete();
                    return;
                }
                out.write(HttpSite.BIG_CHUNK);
                written++;
            }
        }

        @Override
        public void onError(@Nullable Throwable thrown) {
            async.complete();
        }
    }
}
