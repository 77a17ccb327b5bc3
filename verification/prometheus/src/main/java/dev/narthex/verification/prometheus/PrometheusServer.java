// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import dev.narthex.verification.contracts.ServerProcess;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus on a free loopback port, with data and configuration of its own. */
public final class PrometheusServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JsonMapper json = JsonMapper.shared();
    private final ServerProcess process;

    private PrometheusServer(ServerProcess process) {
        this.process = process;
    }

    /** One that scrapes a single target a second, as the job {@code backend}. */
    public static PrometheusServer scraping(int targetPort, Path folder, String... options) throws IOException {
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 1s
                scrape_configs:
                  - job_name: backend
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                """.formatted(targetPort));
        return configured(configuration, folder, options);
    }

    /**
     * One with a configuration of somebody else's; what it keeps is in the folder.
     *
     * @param options what it is told beyond its address and its data
     */
    public static PrometheusServer configured(Path configuration, Path folder, String... options) throws IOException {
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(List.of(
                program("prometheus"),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port));
        command.addAll(List.of(options));
        return new PrometheusServer(
                ServerProcess.start(command, Map.of(), port, "/-/ready", folder.resolve("prometheus.log")));
    }

    /** A program of the Debian package, from the PATH. */
    public static String program(String name) {
        return ServerProcess.program(name, "prometheus");
    }

    /** The result of an instant query. */
    public List<JsonNode> query(String expression) throws IOException {
        String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        JsonNode answer = read("/api/v1/query?query=" + query);
        if (!answer.path("status").asString().equals("success")) {
            throw new AssertionError("Prometheus refused " + expression + ": " + answer);
        }
        return answer.path("data").path("result").values().stream().toList();
    }

    /** The value of an instant query with one result; NaN if there is none. */
    public double value(String expression) throws IOException {
        List<JsonNode> result = query(expression);
        if (result.size() > 1) {
            throw new AssertionError(expression + " has more than one result: " + result);
        }
        return result.isEmpty()
                ? Double.NaN
                : Double.parseDouble(result.get(0).path("value").get(1).asString());
    }

    /** Its rules, recording ones and alerts, with what became of their last evaluation. */
    public List<JsonNode> rules() throws IOException {
        return read("/api/v1/rules").path("data").path("groups").values().stream()
                .flatMap(group -> group.path("rules").values().stream())
                .toList();
    }

    /** What it was told that a family is: the type; empty where no family of this name was told of. */
    public String type(String family) throws IOException {
        return read("/api/v1/metadata?metric=" + family)
                .path("data")
                .path(family)
                .path(0)
                .path("type")
                .asString("");
    }

    /** Waits, for a bounded time, until a query has the result that is wanted. */
    public List<JsonNode> await(String expression, Predicate<List<JsonNode>> wanted) throws IOException {
        return await(expression, () -> query(expression), wanted);
    }

    /** Waits, for a bounded time, until its API answers what is wanted. */
    public JsonNode awaitAnswer(String path, Predicate<JsonNode> wanted) throws IOException {
        return await(path, () -> read(path), wanted);
    }

    private static <T> T await(String asked, Question<T> question, Predicate<T> wanted) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T answer = question.ask();
        while (!wanted.test(answer)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(asked + " is still " + answer + " after " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            answer = question.ask();
        }
        return answer;
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    /** What its API answers, by path: {@code /api/v1/targets}. */
    public JsonNode read(String path) throws IOException {
        return json.readTree(process.get(path).body());
    }

    @Override
    public void close() {
        process.close();
    }
}
