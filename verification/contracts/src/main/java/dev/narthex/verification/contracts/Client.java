// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A client of one application, which knows how many requests it has sent. Thread-safe. */
final class Client {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** HTTP/1.1: the other version begins with an upgrade, and an upgrade is never wrapped (A30). */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final int port;
    private final AtomicLong sent = new AtomicLong();

    Client(int port) {
        this.port = port;
    }

    /** How many requests have been sent, scrapes left out. */
    long sent() {
        return sent.get();
    }

    /** Somebody else sends one to the same application. */
    void countOne() {
        sent.incrementAndGet();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).method(method, body).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        sent.incrementAndGet();
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** The page at this path; not one of the requests that are counted. */
    HttpResponse<String> scrape(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    /** Opens a connection and writes this request to it, byte for byte. */
    Socket raw(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        sent.incrementAndGet();
        socket.getOutputStream().write(Wire.bytes(request));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Everything that is answered to this request until the connection is closed. */
    String rawAnswer(String request) throws IOException {
        try (Socket socket = raw(request)) {
            return Wire.text(socket.getInputStream().readAllBytes());
        }
    }

    /** Opens a WebSocket; its handshake is not counted here, since not every container shows it to filters. */
    WebSocket webSocket(String path, WebSocket.Listener listener) {
        return http.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(URI.create("ws://localhost:" + port + path), listener)
                .join();
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
