// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Application;
import dev.narthex.core.Endpoint;
import dev.narthex.core.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A page on a port of its own, and clients that behave or do not. */
final class ServerUnderTest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<Socket> sockets = new ArrayList<>();
    private final Application application;
    private final MetricsPage page;
    private final MetricsServer server;

    private ServerUnderTest(Application application) {
        this.application = application;
        this.page = MetricsPage.of(application);
        this.server = MetricsServer.start(page);
    }

    /** On any free port of the loopback address. */
    static ServerUnderTest start() {
        return start(endpoint -> endpoint.port("0"));
    }

    static ServerUnderTest start(UnaryOperator<Endpoint.Builder> endpoint) {
        return new ServerUnderTest(application(endpoint));
    }

    /** A server whose page is so long that no buffer of the kernel takes it in. */
    static ServerUnderTest startWithLongPage() {
        Application application = application(endpoint -> endpoint.port("0"));
        application.add(new LongFamily());
        return new ServerUnderTest(application);
    }

    static Application application(UnaryOperator<Endpoint.Builder> endpoint) {
        return Application.of(Settings.builder()
                .endpoint(endpoint.apply(Endpoint.builder()).build())
                .build());
    }

    Application application() {
        return application;
    }

    MetricsServer server() {
        return server;
    }

    int port() {
        return server.port().orElseThrow(() -> new AssertionError("the server has no port"));
    }

    /** The page as it would be read on its path in the application. */
    String pageElsewhere() {
        try (MetricsPage.Rendered rendered = page.render()) {
            return rendered.text();
        }
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(PATIENCE)
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** A connection on which nothing has been sent yet; it is closed with the server. */
    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1024);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), (int) PATIENCE.toMillis());
        sockets.add(socket);
        return socket;
    }

    /** A client that has sent this and sends no more, and reads nothing. */
    Socket stall(String sent) throws IOException {
        Socket socket = connect();
        OutputStream out = socket.getOutputStream();
        out.write(sent.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return socket;
    }

    /** What comes back for these characters until the server closes. */
    String answerTo(String sent) throws IOException {
        Socket socket = stall(sent);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        server.close();
        page.close();
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException gone) {
                throw new AssertionError(gone);
            }
        }
    }
}
