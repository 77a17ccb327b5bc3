// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.HttpFamiliesSeen.ABORTED;
import static dev.narthex.verification.contracts.HttpFamiliesSeen.BY_VIEW;
import static dev.narthex.verification.contracts.HttpFamiliesSeen.EXCEPTIONS;
import static dev.narthex.verification.contracts.HttpFamiliesSeen.LATENCY;
import static dev.narthex.verification.contracts.HttpFamiliesSeen.OUTER_LATENCY;
import static dev.narthex.verification.contracts.HttpFamiliesSeen.REQUESTS;
import static dev.narthex.verification.contracts.HttpFamiliesSeen.SHORT_CIRCUITED;
import static dev.narthex.verification.contracts.HttpFamiliesSeen.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every servlet container must show: the same scenario, the same numbers, and the same answer, byte for byte, with
 * us and without.
 */
public abstract class HttpContract extends HostileContract {

    /** Rows that no container can show. */
    private static final Map<String, String> EVERYWHERE = Map.of(
            "A20 GET /writer/big client gone",
            "a writer swallows what went wrong, and a plain servlet's is not ours to ask");

    private static final int PATIENCE_SECONDS = 10;

    protected HttpContract() {}

    /** Rows that this container cannot show, each with its reason. */
    protected Map<String, String> differences() {
        return Map.of();
    }

    private @Nullable String difference(String row) {
        return differences().getOrDefault(row, EVERYWHERE.get(row));
    }

    List<HttpScenario> scenarios() {
        return HttpScenario.ALL;
    }

    /** Pages of many megabytes, whose clients go away. */
    List<String> bigPages() {
        return List.of("/big", "/stream/big", "/writer/big");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyScenarioIsOneRequestUnderTheStatusThatTheClientGot(HttpScenario scenario) throws Exception {
        List<String> answers = new ArrayList<>();
        Change change = during(() -> answers.add(answerOf(client, scenario)));
        String answer = answers.get(0);
        int status = answer.isEmpty() ? 500 : Integer.parseInt(answer.substring(9, 12)); // closed without an answer
        if (scenario.status() != HttpScenario.AS_THE_CLIENT_GOT) {
            assertThat(status).as(answer).isEqualTo(scenario.status());
        }
        assertThat(normalised(answer)).isEqualTo(normalised(answerOf(bareClient, scenario)));

        String counted = status <= 599 ? String.valueOf(status) : "other";
        assertThat(change.samples(REQUESTS))
                .isEqualTo("""
                %s{method="%s",view="%s"} 1.0
                """.formatted(REQUESTS, scenario.countedMethod(), scenario.view()));
        if (scenario.kind() == HttpScenario.Kind.SHORT_CIRCUITED) {
            assertThat(change.samples(SHORT_CIRCUITED)).isEqualTo("""
                    %s{status="%s"} 1.0
                    """.formatted(SHORT_CIRCUITED, counted));
            assertThat(change.samples(BY_VIEW)).isEmpty();
        } else {
            assertThat(change.samples(BY_VIEW))
                    .isEqualTo("""
                    %s{method="%s",status="%s",view="%s"} 1.0
                    """.formatted(BY_VIEW, scenario.countedMethod(), counted, scenario.view()));
            assertThat(change.samples(SHORT_CIRCUITED)).isEmpty();
        }
        boolean stream = scenario.kind() == HttpScenario.Kind.STREAM;
        assertThat(change.total(STREAMS)).isEqualTo(stream ? 1 : 0);
        assertThat(change.total(OUTER_LATENCY + "_count")).isEqualTo(stream ? 0 : 1);
        assertThat(change.samples(EXCEPTIONS))
                .isEqualTo(scenario.exception().isEmpty() ? "" : """
                        %s{type="%s"} 1.0
                        """.formatted(EXCEPTIONS, scenario.exception()));
        assertThat(change.samples(ABORTED)).isEmpty();
        table.seen(scenario.row(), counted + (stream ? " stream" : "") + " x1");
    }

    @ParameterizedTest // A8, A17
    @CsvSource({"/sends/slow, A17", "/async/later, A8"})
    void requestLastsUntilItsLastByte(String path, String rule) throws Exception {
        Change change = during(() -> client.rawAnswer(Wire.request("GET", path)));

        double atLeast = Math.min(HttpSite.SLOW_PAGE_MILLIS, AsyncPages.LATER_MILLIS) / 1000.0;
        assertThat(change.total(OUTER_LATENCY + "_sum")).isGreaterThanOrEqualTo(atLeast);
        assertThat(change.total(OUTER_LATENCY + "_count")).isEqualTo(1);
        table.seen(rule + " GET " + path + " duration", "to its end");
    }

    @ParameterizedTest // A9, A10
    @CsvSource({"/held, false", "/stream/held, true"})
    void requestIsInFlightWhileItLasts(String path, boolean stream) throws Exception {
        Scrape before = scrapeWhenIdle();
        try (Socket socket = client.raw(Wire.request("GET", path))) {
            Scrape meanwhile =
                    scrapeWhen(page -> page.total("django_http_requests_before_middlewares_total") == client.sent()
                            && page.value("django_http_requests_in_flight{method=\"GET\"}") == 1);
            assertThat(Change.between(before, meanwhile).total(REQUESTS)).isZero();
            site.gate().open();
            socket.getInputStream().readAllBytes();
        }
        Change all = Change.between(before, scrapeWhenIdle());
        assertThat(all.total(REQUESTS)).isEqualTo(1);
        assertThat(all.total(STREAMS)).isEqualTo(stream ? 1 : 0);
        assertThat(all.total(LATENCY)).isEqualTo(stream ? 0 : 1);
        table.seen("A9 GET " + path + " in flight", "1, then 0");
    }

    @ParameterizedTest // A20
    @MethodSource("bigPages")
    void clientThatGoesAwayIsNoServerError(String path) throws Exception {
        int aborts = 12;
        Change change = during(() -> {
            for (int i = 0; i < aborts; i++) {
                try (Socket socket = client.raw(Wire.request("GET", path))) {
                    Wire.await(socket, 100_000);
                    Wire.reset(socket);
                }
            }
        });

        String view = path.substring(1).replace('/', '-');
        assertThat(change.samples(BY_VIEW)).isEqualTo("""
                %s{method="GET",status="200",view="%s"} %s
                """.formatted(BY_VIEW, view, (double) aborts));
        String row = (path.startsWith("/mvc") ? "MVC A20 GET " : "A20 GET ") + path + " client gone";
        String reason = difference(row);
        assertThat(change.total(ABORTED)).isEqualTo(reason == null ? aborts : 0);
        assertThat(change.total(EXCEPTIONS)).isZero();
        table.seen(row, reason == null ? "200 aborted x" + aborts : "200, not aborted: " + reason);
    }

    @Test // A20: the answer was complete, so the client may go
    void clientThatGoesAfterTheLastByteIsASuccess() throws Exception {
        int times = 50;
        Change change = during(() -> {
            for (int i = 0; i < times; i++) {
                try (Socket socket = client.raw(Wire.request("GET", "/length"))) {
                    Wire.await(socket, 40);
                    Wire.reset(socket);
                }
            }
        });

        assertThat(change.samples(BY_VIEW)).isEqualTo("""
                %s{method="GET",status="200",view="length"} %s
                """.formatted(BY_VIEW, (double) times));
        assertThat(change.total(ABORTED)).isZero();
        table.seen("A20 GET /length client gone after it", "200 x" + times);
    }

    @Test // A5, A13: the container hands its objects and its threads to the next request
    void manyAtOnceAreEachTheirOwn() throws Exception {
        int threads = 4;
        int rounds = 50;
        List<String> paths = List.of("/async/joined", "/plain", "/throws/runtime", "/sends/gone", "/async/runnable");
        Change change = during(() -> {
            ExecutorService clients = Executors.newFixedThreadPool(threads);
            try {
                Callable<Void> work = () -> {
                    for (int i = 0; i < rounds * paths.size(); i++) {
                        client.get(paths.get(i % paths.size()));
                    }
                    return null;
                };
                for (Future<Void> done : clients.invokeAll(Collections.nCopies(threads, work))) {
                    done.get();
                }
            } finally {
                clients.shutdown();
            }
        });

        assertThat(change.samples(BY_VIEW)).isEqualTo("""
                %1$s{method="GET",status="200",view="plain"} %2$s
                %1$s{method="GET",status="203",view="async-joined"} %2$s
                %1$s{method="GET",status="203",view="async-runnable"} %2$s
                %1$s{method="GET",status="418",view="sends-gone"} %2$s
                %1$s{method="GET",status="500",view="throws-runtime"} %2$s
                """.formatted(BY_VIEW, (double) threads * rounds));
        table.seen("A13 many at once", "exact");
    }

    @Test // A32, A33
    void bodiesAreMeasuredWhereTheirSizeIsKnown() throws Exception {
        Change declared = during(() -> client.rawAnswer(Wire.request("POST", "/reads", "Content-Length: 4") + "1234"));
        assertThat(declared.total("django_http_requests_body_total_bytes_sum")).isEqualTo(4);

        Change chunked = during(() -> client.rawAnswer(Wire.chunkedPost("/reads", "text/plain", "12345")));
        assertThat(chunked.total("django_http_requests_body_total_bytes_count")).isZero();

        Change length = during(() -> client.rawAnswer(Wire.request("GET", "/length")));
        assertThat(length.total("django_http_responses_body_total_bytes_sum")).isEqualTo(5);

        Change head = during(() -> client.rawAnswer(Wire.request("HEAD", "/length")));
        assertThat(head.total("django_http_responses_body_total_bytes_sum")).isZero();
        assertThat(head.total("django_http_responses_body_total_bytes_count")).isEqualTo(1);
        table.seen("A33 body sizes", "as declared");
    }

    @Test // A50
    void scrapesAreNoRequests() throws Exception {
        Change change = during(() -> {
            assertThat(client.scrape("/metrics").statusCode()).isEqualTo(200);
            assertThat(requestLines()).isNotEmpty().isEqualTo(requestLines());
        });

        assertThat(change.total("django_http_requests_before_middlewares_total"))
                .isZero();
        table.seen("A50 GET /metrics", "not counted");
    }

    /** What the page says of requests; the families of the JVM never stand still. */
    private List<String> requestLines() throws IOException, InterruptedException {
        return client.scrape("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("django_http_"))
                .toList();
    }

    @Test // A30
    void upgradeIsOneRequestThatEndsWithItsHandshake() throws Exception {
        String row = "A30 GET /upgrades";
        String reason = differences().get(row);
        String status = reason == null ? "101" : "500";
        Change change = during(() -> {
            String upgrade =
                    "GET /upgrades HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n";
            try (Socket socket = client.raw(upgrade)) {
                assertThat(Wire.text(socket.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 " + status);
            }
        });

        assertThat(change.samples(BY_VIEW)).isEqualTo("""
                %s{method="GET",status="%s",view="upgrades"} 1.0
                """.formatted(BY_VIEW, status));
        table.seen(row, reason == null ? "101 x1" : "500: " + reason);
    }

    /** Who answers a handshake, a filter of the container's or something behind the chain, is the container's affair. */
    @Test // A9, A30
    void webSocketIsOneRequestThatEndsWithItsHandshake() throws Exception {
        int sockets = 5;
        String row = "A30 WebSocket";
        String reason = difference(row);
        int seen = reason == null ? sockets : 0;
        Change change = during(() -> {
            List<WebSocket> open = new ArrayList<>();
            for (int i = 0; i < sockets; i++) {
                Heard heard = new Heard(new CompletableFuture<>());
                WebSocket socket = client.webSocket("/socket", heard);
                if (reason == null) {
                    client.countOne();
                }
                socket.sendText("hello", true).join();
                assertThat(heard.first().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isEqualTo("hello");
                open.add(socket);
            }
            scrapeWhenIdle(); // while they are open
            open.forEach(
                    socket -> socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join());
        });

        assertThat(change.total(REQUESTS)).isEqualTo(seen);
        assertThat(change.samples(BY_VIEW) + change.samples(SHORT_CIRCUITED))
                .matches(reason == null ? "[^\n]*status=\"101\"[^\n]* 5\\.0\n" : "");
        table.seen(row, reason == null ? "101 x" + sockets : "not seen: " + reason);
    }

    private record Heard(CompletableFuture<String> first) implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            first.complete(text.toString());
            return null;
        }
    }

    /** What the client takes to send its body is the application's time, since it reads: no filter can tell it apart. */
    @Test // A29
    void clientThatWaitsToBeAskedForItsBodyIsOneRequestUnderItsLastStatus() throws Exception {
        String head = Wire.request("POST", "/reads", "Content-Length: 4", "Expect: 100-continue");
        Change change = during(() -> {
            try (Socket socket = client.raw(head)) {
                InputStream in = socket.getInputStream();
                assertThat(Wire.text(in.readNBytes(12))).isEqualTo("HTTP/1.1 100");
                socket.getOutputStream().write(Wire.bytes("1234"));
                assertThat(Wire.readUntil(in, "read 4")).contains("HTTP/1.1 200"); // Jetty lets it stay open
            }
        });

        assertThat(change.samples(BY_VIEW)).isEqualTo("""
                %s{method="POST",status="200",view="reads"} 1.0
                """.formatted(BY_VIEW));
        table.seen("A29 POST /reads after 100", "200 x1");
    }

    private static String answerOf(Client asked, HttpScenario scenario) throws IOException {
        String[] headers = scenario.method().equals("POST") ? new String[] {"Content-Length: 0"} : new String[0];
        return asked.rawAnswer(Wire.request(scenario.method(), scenario.path(), headers));
    }

    /** An answer without what differs from one answer to the next. */
    private static String normalised(String answer) {
        return answer.replaceAll("(?m)^Date: .*\\R", "")
                .replaceAll("\"timestamp\":\"[^\"]*\"", "")
                .replaceAll("localhost:\\d+", "localhost");
    }
}
