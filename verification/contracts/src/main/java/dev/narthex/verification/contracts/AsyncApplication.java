// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** An application whose answers come later, from other threads. The class is a list of handlers. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({AsyncApplication.Deferred.class, AsyncApplication.Streams.class})
class AsyncApplication {

    static final long LATER_MILLIS = 150;
    private static final long SHORT_TIMEOUT_MILLIS = 200;
    private static final int CHUNK = 1 << 16;
    private static final int CHUNKS = 400;

    @Bean
    Gate gate() {
        return new Gate();
    }

    private static void later(Runnable task) {
        CompletableFuture.delayedExecutor(LATER_MILLIS, TimeUnit.MILLISECONDS).execute(task);
    }

    /** One answer, later. */
    @RestController
    @RequestMapping("/deferred")
    static class Deferred {

        @GetMapping("/result")
        DeferredResult<String> result() {
            DeferredResult<String> result = new DeferredResult<>();
            later(() -> result.setResult("later"));
            return result;
        }

        @GetMapping("/timeout")
        DeferredResult<String> timeout() {
            return new DeferredResult<>(SHORT_TIMEOUT_MILLIS);
        }

        @GetMapping("/timeout/fallback")
        DeferredResult<String> fallback() {
            return new DeferredResult<>(SHORT_TIMEOUT_MILLIS, "fallback");
        }

        @GetMapping("/error")
        DeferredResult<String> error() {
            DeferredResult<String> result = new DeferredResult<>();
            later(() -> result.setErrorResult(new IllegalStateException("later")));
            return result;
        }

        @GetMapping("/future/error")
        CompletableFuture<String> futureError() {
            return CompletableFuture.failedFuture(new CompletionException(new UnsupportedOperationException("future")));
        }

        @GetMapping("/callable")
        Callable<String> callable() {
            return () -> "called";
        }

        @GetMapping("/callable/error")
        Callable<String> callableError() {
            return () -> {
                throw new IllegalStateException("called");
            };
        }
    }

    /** A body that is written piece by piece. */
    @RestController
    @RequestMapping("/stream")
    static class Streams {

        private final Gate gate;

        Streams(Gate gate) {
            this.gate = gate;
        }

        @GetMapping("/events")
        SseEmitter events() {
            SseEmitter emitter = new SseEmitter();
            later(() -> {
                send(emitter, "one");
                send(emitter, "two");
                send(emitter, "three");
                emitter.complete();
            });
            return emitter;
        }

        @GetMapping("/events/held")
        SseEmitter heldEvents() {
            SseEmitter emitter = new SseEmitter();
            later(() -> {
                send(emitter, "one");
                gate.pass();
                emitter.complete();
            });
            return emitter;
        }

        /** Until the client is gone, or for ten seconds. */
        @GetMapping("/events/endless")
        SseEmitter endlessEvents() {
            SseEmitter emitter = new SseEmitter();
            later(() -> {
                try {
                    for (int i = 0; i < 1000; i++) {
                        emitter.send("event " + i);
                        TimeUnit.MILLISECONDS.sleep(10);
                    }
                    emitter.complete();
                } catch (IOException | InterruptedException clientGone) {
                    emitter.completeWithError(clientGone);
                } catch (IllegalStateException toldFirst) {
                    emitter.complete(); // the container has told Spring before the next event was sent
                }
            });
            return emitter;
        }

        @GetMapping("/events/error")
        SseEmitter failingEvents() {
            SseEmitter emitter = new SseEmitter();
            later(() -> {
                send(emitter, "one");
                emitter.completeWithError(new IllegalStateException("after the first event"));
            });
            return emitter;
        }

        @GetMapping("/events/timeout")
        SseEmitter timedOutEvents() {
            SseEmitter emitter = new SseEmitter(2 * SHORT_TIMEOUT_MILLIS);
            later(() -> send(emitter, "one"));
            return emitter;
        }

        @GetMapping("/emitter")
        ResponseBodyEmitter emitter() {
            ResponseBodyEmitter emitter = new ResponseBodyEmitter();
            later(() -> {
                send(emitter, "one");
                emitter.complete();
            });
            return emitter;
        }

        @GetMapping("/body")
        StreamingResponseBody body() {
            return out -> {
                for (int i = 0; i < 3; i++) {
                    out.write(new byte[1000]);
                    out.flush();
                }
            };
        }

        @GetMapping("/body/error")
        StreamingResponseBody failingBody() {
            return out -> {
                out.write(new byte[CHUNK]); // more than the container's buffer: it is sent
                throw new IllegalStateException("after the first chunk");
            };
        }

        @GetMapping("/body/error/unsent")
        StreamingResponseBody failingBeforeAnythingIsSent() {
            return out -> {
                out.write(new byte[10]);
                throw new IllegalStateException("before anything was sent");
            };
        }

        @GetMapping("/body/big")
        StreamingResponseBody bigBody() {
            return out -> {
                for (int i = 0; i < CHUNKS; i++) {
                    out.write(new byte[CHUNK]);
                }
            };
        }

        private static void send(ResponseBodyEmitter emitter, String event) {
            try {
                emitter.send(event);
            } catch (IOException clientGone) {
                throw new UncheckedIOException(clientGone);
            }
        }
    }

    @Bean
    ServletRegistrationBean<PlainServlet> throwsAfterStart() {
        return PlainServlet.named("throws-after-start", "/async/throws", (request, response) -> {
            if (PlainServlet.isFirstDispatch(request)) {
                request.startAsync();
                throw new IllegalStateException("after startAsync");
            }
        });
    }

    @Bean
    ServletRegistrationBean<PlainServlet> twoCycles() {
        String cycles = AsyncApplication.class.getName() + ".cycles";
        return PlainServlet.named("two-cycles", "/async/twice", (request, response) -> {
            int cycle = request.getAttribute(cycles) instanceof Integer known ? known : 0;
            request.setAttribute(cycles, cycle + 1);
            if (cycle < 2) {
                AsyncContext context = request.startAsync();
                later(context::dispatch);
            } else {
                response.setStatus(203);
            }
        });
    }

    @Bean
    ServletRegistrationBean<PlainServlet> completedBeforeTheEnd() {
        return PlainServlet.named("joined", "/async/joined", (request, response) -> {
            AsyncContext context = request.startAsync();
            response.setStatus(203);
            CompletableFuture.runAsync(context::complete).join();
        });
    }

    @Bean
    ServletRegistrationBean<PlainServlet> completedLater() {
        return PlainServlet.named("completed-later", "/async/later", (request, response) -> {
            AsyncContext context = request.startAsync();
            later(() -> {
                response.setStatus(203);
                context.complete();
            });
        });
    }

    @Bean
    ServletRegistrationBean<PlainServlet> ownTimeoutListener() {
        return PlainServlet.named("own-timeout", "/async/timeout", (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(SHORT_TIMEOUT_MILLIS);
            context.addListener(new GatewayTimeout(), request, response);
        });
    }

    @Bean
    ServletRegistrationBean<PlainServlet> nobodysTimeout() {
        return PlainServlet.named("nobodys-timeout", "/async/timeout/nobodys", (request, response) -> {
            if (PlainServlet.isFirstDispatch(request)) {
                request.startAsync().setTimeout(SHORT_TIMEOUT_MILLIS);
            }
        });
    }

    @Bean
    ServletRegistrationBean<PlainServlet> throwsInTheDispatch() {
        return PlainServlet.named("throws-in-dispatch", "/async/dispatch/throws", (request, response) -> {
            if (PlainServlet.isFirstDispatch(request)) {
                later(request.startAsync()::dispatch);
            } else {
                throw new IllegalStateException("in the async dispatch");
            }
        });
    }

    /** Decides itself what a timeout is answered with. */
    private static final class GatewayTimeout implements AsyncListener {

        @Override
        public void onTimeout(AsyncEvent event) {
            ((HttpServletResponse) event.getSuppliedResponse()).setStatus(504);
            ((HttpServletRequest) event.getSuppliedRequest()).getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
