// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus on a free loopback port, with data and configuration of its own, that scrapes one target a second. */
final class PrometheusServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private final Process process;
    private final URI address;
    private final Path log;

    private PrometheusServer(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /** Starts it and waits until it is ready. */
    static PrometheusServer scraping(int targetPort, Path folder) throws IOException {
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 1s
                scrape_configs:
                  - job_name: backend
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                """.formatted(targetPort));
        return configured(configuration, folder);
    }

    /** Starts it with a configuration and waits until it is ready; its data and its log are in the folder. */
    static PrometheusServer configured(Path configuration, Path folder) throws IOException {
        int port = freePort();
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        program("prometheus"),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, URI.create("http://127.0.0.1:" + port), log);
        try {
            server.awaitReady();
        } catch (RuntimeException | IOException | Error notReady) {
            server.close();
            throw notReady;
        }
        return server;
    }

    /** A program of the Debian package, from the PATH. */
    static String program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name
                        + " is not on the PATH; as root: apt-get install prometheus, or ./check --without prometheus"))
                .toString();
    }

    /** The result of an instant query. */
    List<JsonNode> query(String expression) throws IOException {
        String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        JsonNode answer = json.readTree(get("/api/v1/query?query=" + query).body());
        if (!answer.path("status").asString().equals("success")) {
            throw new AssertionError("Prometheus refused " + expression + ": " + answer);
        }
        return answer.path("data").path("result").values().stream().toList();
    }

    /** The value of an instant query with one result; NaN if there is none. */
    double value(String expression) throws IOException {
        List<JsonNode> result = query(expression);
        if (result.size() > 1) {
            throw new AssertionError(expression + " has more than one result: " + result);
        }
        return result.isEmpty()
                ? Double.NaN
                : Double.parseDouble(result.get(0).path("value").get(1).asString());
    }

    /** Its rules, recording ones and alerts, with what became of their last evaluation. */
    List<JsonNode> rules() throws IOException {
        return json.readTree(get("/api/v1/rules").body()).path("data").path("groups").values().stream()
                .flatMap(group -> group.path("rules").values().stream())
                .toList();
    }

    /** What it was told that a family is: the type; empty where no family of this name was told of. */
    String type(String family) throws IOException {
        JsonNode answer = json.readTree(get("/api/v1/metadata?metric=" + family).body());
        return answer.path("data").path(family).path(0).path("type").asString("");
    }

    /** Waits, for a bounded time, until a query has the result that is wanted. */
    List<JsonNode> await(String expression, Predicate<List<JsonNode>> wanted) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<JsonNode> result = query(expression);
        while (!wanted.test(result)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(expression + " is still " + result + " after " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            result = query(expression);
        }
        return result;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (System.nanoTime() - deadline > 0 || !process.isAlive()) {
                throw new AssertionError("Prometheus did not become ready:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private boolean isReady() {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
