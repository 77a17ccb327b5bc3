// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The load, against the server of the JDK. */
class LoadTest {

    private static final byte[] BODY = "a book, in a few bytes".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger answered = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // by the set-up
    LoadTest() {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        answer(RunningApplication.VIEW, 200, BODY.length);
        answer("/chunked", 200, 0);
        answer("/broken", 500, BODY.length);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void sendsExactlyAsManyRequestsAsItSays() throws Exception {
        Load load = Load.of(40, port());
        assertThat(answered).hasValue(40);
        assertThat(load.requests()).isEqualTo(40);
        assertThat(load.throughput()).isPositive();
        assertThat(load.p99Millis()).isPositive().isLessThan(load.seconds() * 1_000);
    }

    @Test
    void readsBodiesOfKnownLengthAndInChunksOverOneConnection() throws IOException {
        try (HttpConnection connection = HttpConnection.to(port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(connection.get(RunningApplication.VIEW)).isEqualTo("a book, in a few bytes");
                assertThat(connection.get("/chunked")).isEqualTo("a book, in a few bytes");
            }
        }
    }

    @Test
    void anErrorIsNoCheapRequest() throws IOException {
        try (HttpConnection connection = HttpConnection.to(port())) {
            assertThatThrownBy(() -> connection.get("/broken"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("the application must answer 200: HTTP/1.1 500");
        }
    }

    private int port() {
        return server.getAddress().getPort();
    }

    /** A length of 0 sends chunks. */
    private void answer(String path, int status, long length) {
        server.createContext(path, exchange -> {
            answered.incrementAndGet();
            exchange.sendResponseHeaders(status, length);
            exchange.getResponseBody().write(BODY);
            exchange.close();
        });
    }
}
