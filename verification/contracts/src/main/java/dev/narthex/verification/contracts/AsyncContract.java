// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.ViewContract.BY_STATUS;
import static dev.narthex.verification.contracts.ViewContract.BY_VIEW;
import static dev.narthex.verification.contracts.ViewContract.CHOICES;
import static dev.narthex.verification.contracts.ViewContract.EXCEPTION_TYPES;
import static dev.narthex.verification.contracts.ViewContract.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import java.net.Socket;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that comes later is one request, with the status that was sent, when it is over. */
public abstract class AsyncContract extends StarterContract {

    private static final String STREAMS = "django_http_stream_duration_seconds_count";
    private static final String ABORTED = "django_http_requests_aborted_total";
    private static final String LATENCY = "django_http_requests_latency_seconds_count";

    protected AsyncContract() {
        super(AsyncApplication.class);
    }

    /** Exactly one request, of this view, with this status. */
    private static void assertOne(Change change, String view, int status) {
        assertThat(change.samples(BY_VIEW)).isEqualTo("""
                %s{method="GET",status="%d",view="%s"} 1.0
                """.formatted(BY_VIEW, status, view));
        assertThat(change.samples(CHOICES)).isEqualTo("""
                %s{method="GET",transport="http",view="%s"} 1.0
                """.formatted(CHOICES, view));
        assertThat(change.samples(REQUESTS)).isEqualTo("""
                %s{method="GET",view="%s"} 1.0
                """.formatted(REQUESTS, view));
    }

    @Nested
    class AnAnswerThatComesLater {

        @ParameterizedTest // A1, A2, A22
        @CsvSource({
            "/deferred/result,           Deferred.result,        200,",
            "/deferred/timeout,          Deferred.timeout,       503, AsyncRequestTimeoutException",
            "/deferred/timeout/fallback, Deferred.fallback,      200,",
            "/deferred/error,            Deferred.error,         500, IllegalStateException",
            "/deferred/future/error,     Deferred.futureError,   500, UnsupportedOperationException",
            "/deferred/callable,         Deferred.callable,      200,",
            "/deferred/callable/error,   Deferred.callableError, 500, IllegalStateException",
            "/stream/body/error/unsent,  Streams.failingBeforeAnythingIsSent, 500, IllegalStateException",
        })
        void isOneRequestOfItsView(String path, String view, int status, String exception) throws Exception {
            Change change = during(() -> assertThat(get(path).statusCode()).isEqualTo(status));

            assertOne(change, view, status);
            assertThat(change.samples(EXCEPTION_TYPES))
                    .isEqualTo(exception == null ? "" : """
                            %s{type="%s"} 1.0
                            """.formatted(EXCEPTION_TYPES, exception));
            assertThat(change.total(LATENCY)).isEqualTo(1);
            assertThat(change.samples(STREAMS)).isEmpty();
            assertThat(change.samples(ABORTED)).isEmpty();
        }

        @Test // A8
        void isTimedUntilItIsThere() throws Exception {
            Change change = during(() -> get("/deferred/result"));

            double later = AsyncApplication.LATER_MILLIS / 1000.0;
            assertThat(change.total("django_http_requests_latency_including_middlewares_seconds_sum"))
                    .isGreaterThanOrEqualTo(later);
            assertThat(change.total("django_http_requests_latency_seconds_sum")).isGreaterThanOrEqualTo(later);
        }
    }

    @Nested
    class AStream {

        @ParameterizedTest // A1, A10, A11
        @CsvSource({
            "/stream/events,         Streams.events,",
            "/stream/events/error,   Streams.failingEvents, IllegalStateException",
            "/stream/events/timeout, Streams.timedOutEvents, AsyncRequestTimeoutException",
            "/stream/emitter,        Streams.emitter,",
            "/stream/body,           Streams.body,",
            "/stream/body/error,     Streams.failingBody,   IllegalStateException",
        })
        void isCountedAsOneWithTheStatusThatWasSent(String path, String view, String exception) throws Exception {
            Change change = during(() ->
                    assertThat(client().rawAnswer(Wire.request("GET", path))).startsWith("HTTP/1.1 200"));

            assertOne(change, view, 200);
            assertThat(change.samples(STREAMS)).isEqualTo("""
                    %s{view="%s"} 1.0
                    """.formatted(STREAMS, view));
            assertThat(change.total("django_http_responses_streaming_total")).isEqualTo(1);
            assertThat(change.total(LATENCY)).isZero();
            assertThat(change.total("django_http_requests_latency_including_middlewares_seconds_count"))
                    .isZero();
            assertThat(change.samples(EXCEPTION_TYPES))
                    .isEqualTo(exception == null ? "" : """
                            %s{type="%s"} 1.0
                            """.formatted(EXCEPTION_TYPES, exception));
            assertThat(change.samples(ABORTED)).isEmpty();
        }

        @Test // A10
        void isInFlightAndInTheCountersOfItsBeginningWhileItLasts() throws Exception {
            Scrape before = application().scrapeWhenIdle();
            try (Socket socket = client().raw(Wire.request("GET", "/stream/events/held"))) {
                Scrape meanwhile = application()
                        .scrapeWhen(
                                "the stream must be in flight",
                                page -> page.value("django_http_requests_in_flight{method=\"GET\"}") == 1
                                        && Change.between(before, page).total(CHOICES) == 1);
                Change begun = Change.between(before, meanwhile);
                assertThat(begun.total("django_http_requests_before_middlewares_total"))
                        .isEqualTo(1);
                assertThat(begun.total("django_http_requests_total_by_method_total"))
                        .isEqualTo(1);
                assertThat(begun.total(REQUESTS)).isZero();
                assertThat(begun.total(BY_STATUS)).isZero();

                context().getBean(Gate.class).open();
                socket.getInputStream().readAllBytes();
            }
            Change all = Change.between(before, application().scrapeWhenIdle());
            assertOne(all, "Streams.heldEvents", 200);
        }

        /** The container learns of a reset by reading or by writing, whichever comes first: some of each. */
        @ParameterizedTest // A9, A20
        @CsvSource({
            "/stream/body/big,       Streams.bigBody,       100000, 60",
            "/stream/events/endless, Streams.endlessEvents, 300,    5",
        })
        void whoseClientGoesAwayIsAbortedWhicheverCallbackTellsIt(String path, String view, int received, int aborts)
                throws Exception {
            Change change = during(() -> {
                for (int i = 0; i < aborts; i++) {
                    try (Socket socket = client().raw(Wire.request("GET", path))) {
                        Wire.await(socket, received);
                        Wire.reset(socket);
                    }
                }
            });

            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %s{method="GET",status="200",view="%s"} %s
                    """.formatted(BY_VIEW, view, (double) aborts));
            assertThat(change.samples(ABORTED)).isEqualTo("""
                    %s{view="%s"} %s
                    """.formatted(ABORTED, view, (double) aborts));
            assertThat(change.total(STREAMS)).isEqualTo(aborts);
        }
    }

    @Nested
    class ManyAtOnce {

        @Test // A9, A12, A13: the container hands its objects and its threads to the next request
        void areEachTheirOwn() throws Exception {
            int threads = 4;
            int rounds = 40;
            List<String> paths = List.of(
                    "/deferred/future/error", "/deferred/callable", "/stream/body", "/async/joined", "/no/such/page");
            Change change = during(() -> {
                ExecutorService clients = Executors.newFixedThreadPool(threads);
                try {
                    Callable<Void> client = () -> {
                        for (int i = 0; i < rounds * paths.size(); i++) {
                            get(paths.get(i % paths.size()));
                        }
                        return null;
                    };
                    for (Future<Void> done : clients.invokeAll(Collections.nCopies(threads, client))) {
                        done.get();
                    }
                } finally {
                    clients.shutdown();
                }
            });

            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %1$s{method="GET",status="200",view="Deferred.callable"} %2$s
                    %1$s{method="GET",status="200",view="Streams.body"} %2$s
                    %1$s{method="GET",status="203",view="joined"} %2$s
                    %1$s{method="GET",status="404",view="<unnamed view>"} %2$s
                    %1$s{method="GET",status="500",view="Deferred.futureError"} %2$s
                    """.formatted(BY_VIEW, (double) threads * rounds));
        }
    }

    @Nested
    class AServlet {

        @ParameterizedTest
        @CsvSource({
            "/async/throws,          throws-after-start, 500", // A3
            "/async/twice,           two-cycles,         203", // A4
            "/async/joined,          joined,             203", // A5
            "/async/later,           completed-later,    203", // A6
            "/async/timeout,         own-timeout,        504", // A2
            "/async/timeout/nobodys, nobodys-timeout,    500", // A2
            "/async/dispatch/throws, throws-in-dispatch, 500", // 0.2, exception in the ASYNC dispatch
        })
        void thatStartsAsyncIsOneRequest(String path, String view, int status) throws Exception {
            Change change = during(() ->
                    assertThat(client().rawAnswer(Wire.request("GET", path))).startsWith("HTTP/1.1 " + status));

            assertOne(change, view, status);
            assertThat(change.total(LATENCY)).isEqualTo(1);
        }

        @Test // A5
        void thatIsCompletedBeforeItReturnsIsOneRequestHoweverTheRaceEnds() throws Exception {
            Change change = during(() -> {
                for (int i = 0; i < 300; i++) {
                    get("/async/joined");
                }
            });

            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %s{method="GET",status="203",view="joined"} 300.0
                    """.formatted(BY_VIEW));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/async/throws", "/async/dispatch/throws"})
        void thatThrowsIsAnExceptionOfItsView(String path) throws Exception {
            Change change = during(() -> client().rawAnswer(Wire.request("GET", path)));

            assertThat(change.samples(EXCEPTION_TYPES)).isEqualTo("""
                    %s{type="IllegalStateException"} 1.0
                    """.formatted(EXCEPTION_TYPES));
        }
    }
}
