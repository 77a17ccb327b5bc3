// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Secret;
import dev.narthex.core.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on a port of its own, over real sockets. */
class MetricsServerTest {

    private static final String GET = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    /** A page that does not change from one scrape to the next. */
    private static final String LONG = "/metrics?name%5B%5D=" + LongFamily.NAME;

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** A page shows the scrapes before it. */
    static String withoutScrapes(String page) {
        return page.lines().filter(line -> !line.contains("scrape")).collect(Collectors.joining("\n"));
    }

    private static void inAThread(Runnable task) {
        new Thread(task).start();
    }

    /** Waits, for a bounded time, until something is so. */
    private static void await(BooleanSupplier so) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it did not become so").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** Until its answer has begun, unless it has made way already. */
    private static void awaitAnswerOrEnd(Socket socket) {
        try {
            assertThat(socket.getInputStream().read()).isIn((int) 'H', -1);
        } catch (SocketTimeoutException nothing) {
            throw new AssertionError("neither an answer nor an end", nothing);
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    private static boolean isGone(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException still) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Nested
    class Answers {

        @Test
        void thePageIsTheOneOfTheApplication() throws Exception {
            try (ServerUnderTest server = ServerUnderTest.start()) {
                HttpResponse<String> response = server.get("/metrics");

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(withoutScrapes(response.body()))
                        .isEqualTo(withoutScrapes(server.pageElsewhere()))
                        .contains("narthex_server_up 1.0");
                assertThat(response.headers().firstValue("Content-Type"))
                        .hasValue("text/plain; version=0.0.4; charset=utf-8");
                assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store"); // E38
            }
        }

        @Test // E19
        void headHasTheHeadersOfGetAndNoBody() throws Exception {
            try (ServerUnderTest server = ServerUnderTest.startWithLongPage()) {
                for (String coding : new String[] {"identity", "gzip"}) {
                    HttpResponse<String> get = server.get(LONG, "Accept-Encoding", coding);
                    HttpResponse<String> head = server.send("HEAD", LONG, "Accept-Encoding", coding);

                    assertThat(head.statusCode()).isEqualTo(200);
                    assertThat(head.body()).isEmpty();
                    for (String name : new String[] {"Content-Length", "Content-Type", "Content-Encoding", "Vary"}) {
                        assertThat(head.headers().allValues(name))
                                .as(name)
                                .isEqualTo(get.headers().allValues(name));
                    }
                }
            }
        }

        @ParameterizedTest // E22
        @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW"})
        void otherMethodsAreRefusedWithThoseThatDo(String method) throws Exception {
            try (ServerUnderTest server = ServerUnderTest.start()) {
                String answer =
                        server.answerTo(method + " /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

                assertThat(answer).startsWith("HTTP/1.1 405").contains("Allow: GET, HEAD");
            }
        }

        @ParameterizedTest // E23
        @ValueSource(
                strings = {
                    "/",
                    "/metricsfoo",
                    "/metrics/",
                    "/metrics/x",
                    "//metrics",
                    "/metrics/../metrics",
                    "/%6detrics",
                    "/x/..%2fmetrics",
                    "/metrics;a=b",
                    "/METRICS",
                    "/etc/passwd",
                    "/<script>"
                })
        void everyOtherPathIsNotHere(String path) throws Exception {
            try (ServerUnderTest server = ServerUnderTest.start()) {
                String answer =
                        server.answerTo("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

                assertThat(answer).matches("(?s)HTTP/1.1 40[04].*").doesNotContain("narthex_", "script", "passwd");
            }
        }

        @Test // E23, E32
        void aRequestWithoutEndIsCutOff() throws Exception {
            try (ServerUnderTest server = ServerUnderTest.start()) {
                Socket socket = server.stall("GET /" + "x".repeat(100_000));
                String more = "x".repeat(100_000);
                boolean cut = false;
                for (int i = 0; i < 100 && !cut; i++) {
                    try {
                        socket.getOutputStream().write(more.getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException closed) {
                        cut = true;
                    }
                }

                assertThat(cut).isTrue();
                assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
            }
        }

        @Test
        void aConnectionIsUsedAgain() throws Exception {
            try (ServerUnderTest server = ServerUnderTest.start()) {
                String answer =
                        server.answerTo(GET.replace("/metrics", "/-/healthy").repeat(3)
                                + GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));

                assertThat(answer.split("HTTP/1.1 200", -1)).hasSize(5);
            }
        }
    }

    @Nested
    class WhoMayAsk { // E27

        private ServerUnderTest guarded() {
            return ServerUnderTest.start(endpoint -> endpoint.port("0")
                    .username("prometheus")
                    .password(Secret.of("s:ecret-p\u00e4ss\u2603"))
                    .bearerToken(Secret.of("abc.DEF-123=")));
        }

        @Test
        void whoShowsTheRightNameAndPasswordOrTheTokenGetsThePage() throws Exception {
            try (ServerUnderTest server = guarded()) {
                assertThat(server.get("/metrics", "Authorization", basic("prometheus:s:ecret-p\u00e4ss\u2603"))
                                .statusCode())
                        .isEqualTo(200);
                assertThat(server.get("/metrics", "Authorization", "bearer abc.DEF-123=")
                                .statusCode())
                        .isEqualTo(200);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "Basic",
                    "Basic ",
                    "Basic !!!!",
                    "Basic cHJvbWV0aGV1cw==",
                    "Basic Og==",
                    "Bearer",
                    "Bearer ",
                    "Bearer abc.DEF-123",
                    "Bearer abc.DEF-123==",
                    "Digest username=prometheus",
                    "abc.DEF-123=",
                    "Basic =",
                    "Basic cHJvbWV0aGV1czo="
                })
        void whoDoesNotIsToldHow(String shown) throws Exception {
            try (ServerUnderTest server = guarded()) {
                HttpResponse<String> response = server.get("/metrics", "Authorization", shown);

                assertThat(response.statusCode()).isEqualTo(401);
                assertThat(response.headers().allValues("WWW-Authenticate"))
                        .containsExactly("Basic realm=\"metrics\", charset=\"UTF-8\"", "Bearer realm=\"metrics\"");
                assertThat(response.body()).isEqualTo("this page is not for everybody\n");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "prometheus:wrong",
                    "root:s:ecret-p\u00e4ss\u2603",
                    "prometheus:s",
                    "prometheus:s:ecret-pass\u2603",
                    "prometheus:",
                    ":s:ecret-p\u00e4ss\u2603",
                    "prometheu:ss:ecret-p\u00e4ss\u2603"
                })
        void nameAndPasswordMustBothBeRight(String pair) throws Exception {
            try (ServerUnderTest server = guarded()) {
                assertThat(server.get("/metrics", "Authorization", basic(pair)).statusCode())
                        .isEqualTo(401);
            }
        }

        @Test
        void whereNoTokenIsSetNoneIsTaken() throws Exception {
            try (ServerUnderTest server = ServerUnderTest.start(
                    endpoint -> endpoint.port("0").username("u").password(Secret.of("p")))) {
                assertThat(server.get("/metrics", "Authorization", "Bearer ").statusCode())
                        .isEqualTo(401);
                assertThat(server.get("/metrics", "Authorization", basic("u:p")).statusCode())
                        .isEqualTo(200);
            }
        }

        @Test
        void anotherMethodDoesNotTellMoreThanThePage() throws Exception {
            try (ServerUnderTest server = guarded()) {
                assertThat(server.send("DELETE", "/metrics").statusCode()).isEqualTo(401);
            }
        }

        @Test
        void healthIsForEverybody() throws Exception {
            try (ServerUnderTest server = guarded()) {
                assertThat(server.get("/-/healthy").body()).isEqualTo("healthy\n");
            }
        }
    }

    @Nested
    class Ports { // E29, E30

        @Test
        void theFirstFreePortOfARangeIsTaken() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int first = taken.getLocalPort();
                try (ServerUnderTest one =
                                ServerUnderTest.start(endpoint -> endpoint.port(first + "-" + (first + 40)));
                        ServerUnderTest two =
                                ServerUnderTest.start(endpoint -> endpoint.port(first + "-" + (first + 40)))) {
                    assertThat(one.port()).isBetween(first + 1, first + 39);
                    assertThat(two.port()).isBetween(one.port() + 1, first + 40);
                    assertThat(one.get("/metrics").statusCode()).isEqualTo(200);
                    assertThat(two.get("/metrics").statusCode()).isEqualTo(200);
                }
            }
        }

        @Test
        void whereNoneIsFreeTheApplicationGoesOnAndTheOtherPageSaysSo() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    LoggedLines log = new LoggedLines();
                    ServerUnderTest server =
                            ServerUnderTest.start(endpoint -> endpoint.port("" + taken.getLocalPort()))) {
                assertThat(server.server().port()).isEmpty();
                assertThat(server.pageElsewhere()).contains("narthex_server_up 0.0");
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .startsWith("The page has no port of its own: 127.0.0.1:" + taken.getLocalPort()
                                + " could not be had (Address already in use")
                        .endsWith("); choose another narthex.export.port, or a range for several processes: 8001-8050."
                                + " The application goes on without.");
            }
        }

        @Test
        void thePortThatWasTakenIsLogged() throws Exception {
            try (LoggedLines log = new LoggedLines();
                    ServerUnderTest server = ServerUnderTest.start()) {
                assertThat(log.lines())
                        .containsExactly("Metrics are at http://127.0.0.1:" + server.port() + "/metrics");
            }
        }

        @Test
        void anAddressOfIpv6IsShownInBrackets() throws Exception {
            try (LoggedLines log = new LoggedLines();
                    ServerUnderTest server =
                            ServerUnderTest.start(endpoint -> endpoint.port("0").address("[::1]"))) {
                assertThat(log.lines()).containsExactly("Metrics are at http://[::1]:" + server.port() + "/metrics");
                try (Socket socket = new Socket(InetAddress.getByAddress(IPV6_LOOPBACK), server.port())) {
                    socket.getOutputStream()
                            .write(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                            .startsWith("HTTP/1.1 200");
                }
            }
        }

        @Test
        void thisHostAloneMayAskUnlessSomebodySaysSo() {
            try (ServerUnderTest server = ServerUnderTest.start()) {
                assertThatThrownBy(() -> new Socket("127.0.0.2", server.port()).close())
                        .isInstanceOf(ConnectException.class);
            }
            try (ServerUnderTest server =
                    ServerUnderTest.start(endpoint -> endpoint.port("0").address("0.0.0.0"))) {
                assertThat(server.server().port()).isPresent();
                assertThatCode(() -> new Socket("127.0.0.2", server.port()).close())
                        .doesNotThrowAnyException();
            }
        }

        @Test
        void anAddressThatIsNotOfThisHostIsLoggedWithItsCure() throws Exception {
            try (LoggedLines log = new LoggedLines();
                    ServerUnderTest server = ServerUnderTest.start(
                            endpoint -> endpoint.port("8001").address("no-such-host.invalid"))) {
                assertThat(server.server().port()).isEmpty();
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .contains("no-such-host.invalid:8001 could not be had")
                        .contains("narthex.export.address must be an address of this host");
            }
        }

        @Test
        void aServerWithoutAPortIsRefused() {
            assertThatThrownBy(() -> MetricsServer.start(MetricsPage.of(Application.of(Settings.create()))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "narthex.export.port must be set for a server of the page's own; set it, or start none");
        }
    }

    @Nested
    class SlowClients { // E25, E32

        @Test
        void whoDoesNotReadHoldsNobodyUp() throws Exception {
            try (ServerUnderTest server = ServerUnderTest.startWithLongPage()) {
                for (int i = 0; i < 50; i++) {
                    server.stall(GET);
                }
                assertAnsweredSoon(server);
            }
        }

        @Test
        void whoDoesNotFinishAskingHoldsNobodyUp() throws Exception {
            try (ServerUnderTest server = ServerUnderTest.start()) {
                for (int i = 0; i < 2 * Visits.LIMIT; i++) {
                    server.stall("GET /met");
                }
                for (int i = 0; i < 2 * Visits.LIMIT; i++) {
                    server.connect();
                }
                assertAnsweredSoon(server);
                assertThat(server.get("/metrics").body())
                        .containsPattern("narthex_server_turned_away_total\\{reason=\"displaced\"} [1-9]");
            }
        }

        @Test
        void whoDoesNotReadGivesWayWhenAllPlacesAreTaken() throws Exception {
            try (ServerUnderTest server = ServerUnderTest.startWithLongPage()) {
                for (int half = 0; half < 2; half++) {
                    List<Socket> stalled = new ArrayList<>();
                    for (int i = 0; i < Visits.LIMIT * 2 / 3; i++) {
                        stalled.add(server.stall(GET));
                    }
                    stalled.forEach(MetricsServerTest::awaitAnswerOrEnd);
                }
                assertAnsweredSoon(server);
            }
        }

        @Test // E26
        void pagesThatNobodyReadsTakeABoundedPartOfTheMemory() throws Exception {
            try (ServerUnderTest server = ServerUnderTest.startWithLongPage()) {
                int many = Visits.LIMIT / 2; // there is a place for each
                for (int i = 0; i < many; i++) {
                    server.stall(GET);
                }
                await(() -> server.pageElsewhere().matches("(?s).*turned_away_total\\{reason=\"displaced\"} [1-9].*"));

                assertThat((long) many * LongFamily.BYTES).isGreaterThan(Visits.HELD_BYTES);
                assertAnsweredSoon(server);
            }
        }

        @Test
        void whoTakesTooLongIsSentAway() throws Exception {
            try (ServerUnderTest server = ServerUnderTest.startWithLongPage()) {
                Socket asking = server.stall("GET /met");
                server.stall(GET);

                await(() -> server.pageElsewhere().contains("narthex_server_turned_away_total{reason=\"late\"} 2.0"));

                assertThat(isGone(asking)).isTrue();
            }
        }

        @Test
        void aBodyThatDoesNotComeIsNotWaitedForLong() throws Exception {
            try (ServerUnderTest server = ServerUnderTest.start()) {
                Socket socket =
                        server.stall("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nabc");

                assertThat(isGone(socket)).isTrue();
                assertAnsweredSoon(server);
            }
        }

        /** The best of three, since the machine may do other things. */
        private static void assertAnsweredSoon(ServerUnderTest server) throws Exception {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                long begun = System.nanoTime();
                HttpResponse<String> response = server.get("/metrics?name%5B%5D=narthex_server_up");
                best = Math.min(best, System.nanoTime() - begun);
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).contains("narthex_server_up 1.0");
            }
            assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofSeconds(1));
        }
    }

    /** Where the JVM has virtual threads that cost nobody anything. */
    @Nested
    @EnabledForJreRange(minVersion = 24)
    class OnVirtualThreads {

        @Test
        void visitsRunOnThem() throws Exception {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            try (ServerUnderTest server = ServerUnderTest.start()) {
                server.application().add(new HeldFamily(asked, goOn));
                Socket socket = server.stall(GET);
                assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

                assertThat(Thread.getAllStackTraces().keySet()) // of platform threads alone
                        .noneMatch(thread -> thread.getName().equals("narthex-page"));
                goOn.countDown();
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
        }

        @Test
        void whereTheApplicationKeepsAllCarriersThePageIsAnsweredAllTheSame() throws Exception {
            ExecutorService virtual = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            AtomicBoolean over = new AtomicBoolean();
            try (ServerUnderTest server = ServerUnderTest.start()) {
                CountDownLatch spinning =
                        new CountDownLatch(Runtime.getRuntime().availableProcessors());
                for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                    virtual.execute(() -> {
                        spinning.countDown();
                        while (!over.get()) {
                            Thread.onSpinWait();
                        }
                    });
                }
                assertThat(spinning.await(20, TimeUnit.SECONDS)).isTrue();

                assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
            } finally {
                over.set(true);
                virtual.shutdown();
            }
        }
    }

    @Nested
    class TheEnd { // E31

        @Test
        void anAnswerThatIsBeingGivenGoesOut() throws Exception {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Application application = ServerUnderTest.application(endpoint -> endpoint.port("0"));
            application.add(new HeldFamily(asked, goOn));
            MetricsServer server = MetricsServer.start(MetricsPage.of(application));
            int port = server.port().orElseThrow();
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(
                    () -> {
                        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                            socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
                            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                        } catch (IOException broken) {
                            throw new UncheckedIOException(broken);
                        }
                    },
                    MetricsServerTest::inAThread);
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close, MetricsServerTest::inAThread);
            goOn.countDown();

            assertThat(answer.get(20, TimeUnit.SECONDS))
                    .startsWith("HTTP/1.1 200")
                    .contains("held 1.0");
            closed.get(20, TimeUnit.SECONDS);
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class);
        }

        @Test
        void stalledClientsDoNotHoldItUpAndNoThreadIsLeft() throws Exception {
            ServerUnderTest server = ServerUnderTest.startWithLongPage();
            for (int i = 0; i < 20; i++) {
                server.stall(GET);
                server.stall("GET /met");
            }
            long begun = System.nanoTime();
            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(server.pageElsewhere()).contains("narthex_server_up 0.0");
            await(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("narthex-page")
                            || thread.getName().equals("HTTP-Dispatcher")));
        }

        @Test
        void allItsThreadsAreDaemons() throws Exception {
            try (ServerUnderTest server = ServerUnderTest.start()) {
                server.get("/metrics");

                assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> thread.getName().startsWith("narthex-page")
                                || thread.getName().equals("HTTP-Dispatcher"))
                        .hasSizeGreaterThanOrEqualTo(2)
                        .allMatch(Thread::isDaemon);
            }
        }

        @Test
        void itListensAgainAfterwards() throws Exception {
            try (ServerUnderTest server = ServerUnderTest.start()) {
                server.server().close();
                server.server().close();
                assertThat(server.server().port()).isEmpty();
                server.server().listen();

                assertThat(server.get("/metrics").body()).contains("narthex_server_up 1.0");
            }
        }
    }
}
