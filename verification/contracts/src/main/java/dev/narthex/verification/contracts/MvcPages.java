// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.HttpScenario.answer;
import static dev.narthex.verification.contracts.HttpScenario.get;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * The pages of an {@link HttpSite} that Spring MVC answers, beside its servlets, and what must be counted for each. Every
 * mapping is named as the site names a servlet: the view is the same word. The class is a list of handlers.
 */
@Configuration(proxyBeanMethods = false)
@Import({MvcPages.Answers.class, MvcPages.Streams.class, MvcPages.Forwarding.class})
class MvcPages {

    private static final long SHORT_TIMEOUT_MILLIS = 200;
    private static final String TIMED_OUT = "AsyncRequestTimeoutException";
    private static final String FAILED = "IllegalStateException";

    static final List<HttpScenario> SCENARIOS = List.of(
            get("MVC A42", "/mvc/plain", 200),
            answer("MVC A25", "HEAD", "/mvc/plain", 200, ""),
            answer("MVC A40", "DELETE", "/mvc/plain", 405, "").countedFor("<unnamed view>"),
            get("MVC A41", "/found.txt", 200).countedFor("/**"),
            answer("MVC A14", "GET", "/mvc/throws", 500, FAILED),
            answer("MVC A19", "GET", "/mvc/committed", 200, FAILED),
            answer("MVC A21", "GET", "/mvc/resolved", 422, "ResponseStatusException"),
            get("MVC A43", "/mvc/forwards", 200),
            get("MVC A42", "/mvc/function", 200).countedFor("/mvc/function"),
            answer("MVC A42", "GET", "/mvc/function/throws", 500, FAILED).countedFor("/mvc/function/throws"),
            get("MVC A6", "/mvc/deferred", 200),
            answer("MVC A1", "GET", "/mvc/deferred/timeout", 503, TIMED_OUT),
            get("MVC A1", "/mvc/deferred/fallback", 200),
            answer("MVC A2", "GET", "/mvc/deferred/error", 500, FAILED),
            get("MVC A6", "/mvc/callable", 200),
            answer("MVC A1", "GET", "/mvc/callable/timeout", 503, TIMED_OUT),
            answer("MVC A2", "GET", "/mvc/callable/error", 500, FAILED),
            get("MVC A10", "/mvc/events", 200).stream(),
            answer("MVC A11", "GET", "/mvc/events/error", 200, FAILED).stream(),
            answer("MVC A1", "GET", "/mvc/events/timeout", 200, TIMED_OUT).stream(),
            get("MVC A10", "/mvc/stream", 200).stream(),
            answer("MVC A11", "GET", "/mvc/stream/error", 200, FAILED).stream());

    /** Pages of many megabytes. */
    static final List<String> BIG = List.of("/mvc/big", "/mvc/writer/big", "/mvc/stream/big");

    /** Until long after Tomcat has noticed a timeout, which it looks for once a second; Spring's interrupt is no result. */
    private static void sleepDeeply() {
        long end = System.nanoTime() + 2_500_000_000L;
        while (System.nanoTime() < end) {
            Thread.interrupted();
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static void later(Runnable task) {
        CompletableFuture.delayedExecutor(AsyncPages.LATER_MILLIS, TimeUnit.MILLISECONDS)
                .execute(task);
    }

    @Bean
    RouterFunction<ServerResponse> functions() {
        return RouterFunctions.route()
                .GET("/mvc/function", request -> ServerResponse.ok().body("function"))
                .GET("/mvc/function/throws", request -> {
                    throw new IllegalStateException("on purpose");
                })
                .build();
    }

    /** The container's own WebSockets, which Spring knows nothing of. */
    @Bean
    SmartInitializingSingleton webSockets(ServletContext context) {
        return () -> {
            try {
                ((ServerContainer) context.getAttribute(ServerContainer.class.getName())).addEndpoint(EchoSocket.class);
            } catch (DeploymentException refused) {
                throw new IllegalStateException(refused);
            }
        };
    }

    /** One answer, now or later. */
    @RestController
    static class Answers {

        @GetMapping(path = "/mvc/plain", name = "mvc-plain")
        String plain() {
            return "plain";
        }

        @GetMapping(path = "/mvc/throws", name = "mvc-throws")
        String raises() {
            throw new IllegalStateException("on purpose");
        }

        @GetMapping(path = "/mvc/committed", name = "mvc-committed")
        void committed(HttpServletResponse response) throws IOException {
            HttpSite.say(response, "committed");
            response.flushBuffer();
            throw new IllegalStateException("on purpose");
        }

        @GetMapping(path = "/mvc/resolved", name = "mvc-resolved")
        String resolved() {
            throw new ResponseStatusException(HttpStatus.valueOf(422), "on purpose");
        }

        @GetMapping(path = "/mvc/deferred", name = "mvc-deferred")
        DeferredResult<String> deferred() {
            DeferredResult<String> result = new DeferredResult<>();
            later(() -> result.setResult("deferred"));
            return result;
        }

        @GetMapping(path = "/mvc/deferred/timeout", name = "mvc-deferred-timeout")
        DeferredResult<String> timeout() {
            return new DeferredResult<>(SHORT_TIMEOUT_MILLIS);
        }

        @GetMapping(path = "/mvc/deferred/fallback", name = "mvc-deferred-fallback")
        DeferredResult<String> fallback() {
            return new DeferredResult<>(SHORT_TIMEOUT_MILLIS, "fallback");
        }

        @GetMapping(path = "/mvc/deferred/error", name = "mvc-deferred-error")
        DeferredResult<String> error() {
            DeferredResult<String> result = new DeferredResult<>();
            later(() -> result.setErrorResult(new IllegalStateException("on purpose")));
            return result;
        }

        @GetMapping(path = "/mvc/callable", name = "mvc-callable")
        Callable<String> callable() {
            return () -> "called";
        }

        @GetMapping(path = "/mvc/callable/error", name = "mvc-callable-error")
        Callable<String> callableError() {
            return () -> {
                throw new IllegalStateException("on purpose");
            };
        }

        @GetMapping(path = "/mvc/callable/timeout", name = "mvc-callable-timeout")
        WebAsyncTask<String> callableTimeout() {
            return new WebAsyncTask<>(SHORT_TIMEOUT_MILLIS, () -> {
                sleepDeeply();
                return "too late";
            });
        }
    }

    /** A body piece by piece. */
    @RestController
    static class Streams {

        @GetMapping(path = "/mvc/events", name = "mvc-events")
        SseEmitter events() {
            SseEmitter emitter = new SseEmitter();
            later(() -> {
                send(emitter);
                send(emitter);
                send(emitter);
                emitter.complete();
            });
            return emitter;
        }

        @GetMapping(path = "/mvc/events/error", name = "mvc-events-error")
        SseEmitter failing() {
            SseEmitter emitter = new SseEmitter();
            later(() -> {
                send(emitter);
                emitter.completeWithError(new IllegalStateException("on purpose"));
            });
            return emitter;
        }

        @GetMapping(path = "/mvc/events/timeout", name = "mvc-events-timeout")
        SseEmitter timedOut() {
            SseEmitter emitter = new SseEmitter(2 * SHORT_TIMEOUT_MILLIS);
            later(() -> send(emitter));
            return emitter;
        }

        @GetMapping(path = "/mvc/stream", name = "mvc-stream")
        StreamingResponseBody stream() {
            return out -> {
                for (int i = 0; i < 3; i++) {
                    out.write(HttpSite.BIG_CHUNK);
                }
            };
        }

        @GetMapping(path = "/mvc/stream/error", name = "mvc-stream-error")
        StreamingResponseBody failingStream() {
            return out -> {
                out.write(HttpSite.BIG_CHUNK); // more than the container's buffer: it is sent
                throw new IllegalStateException("on purpose");
            };
        }

        @GetMapping(path = "/mvc/stream/big", name = "mvc-stream-big")
        StreamingResponseBody bigStream() {
            return Streams::big;
        }

        @GetMapping(path = "/mvc/big", name = "mvc-big")
        void big(HttpServletResponse response) throws IOException {
            HttpSite.big(response);
        }

        @GetMapping(path = "/mvc/writer/big", name = "mvc-writer-big")
        void bigText(HttpServletResponse response) throws IOException {
            HttpSite.bigText(response.getWriter());
        }

        private static void big(OutputStream out) throws IOException {
            for (int i = 0; i < HttpSite.BIG_CHUNKS; i++) {
                out.write(HttpSite.BIG_CHUNK);
            }
        }

        private static void send(SseEmitter emitter) {
            try {
                emitter.send("event");
            } catch (IOException clientGone) {
                throw new UncheckedIOException(clientGone);
            }
        }
    }

    /** What answers by another page. */
    @Controller
    static class Forwarding {

        @GetMapping(path = "/mvc/forwards", name = "mvc-forwards")
        String forwards() {
            return "forward:/mvc/plain";
        }
    }
}
