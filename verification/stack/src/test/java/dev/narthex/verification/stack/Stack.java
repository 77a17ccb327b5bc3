// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.verification.contracts.ServerProcess;
import dev.narthex.verification.prometheus.PrometheusServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import redis.embedded.RedisServer;

/**
 * The services of compose.yaml but Grafana, as processes of this machine, with the files and the environment that the containers
 * would have. What is replaced in them: each service's host and port by a loopback port, and the fifteen seconds of Prometheus by one.
 */
final class Stack implements Closeable {

    private final Deque<Closeable> running = new ArrayDeque<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Path folder;

    private Stack(Path folder) throws IOException {
        this.folder = folder;
        for (String service : List.of("backend:8000", "postgres:5432", "redis:6379", "caddy:2019", "caddy:8080")) {
            addresses.put(service, "127.0.0.1:" + ServerProcess.freePort());
        }
    }

    static Stack start(Path folder) throws IOException {
        Stack stack = new Stack(folder);
        try {
            stack.startStores();
            stack.startShop();
        } catch (IOException | RuntimeException | Error failed) {
            stack.close();
            throw failed;
        }
        return stack;
    }

    private void startStores() throws IOException {
        keep(EmbeddedPostgres.builder().setPort(port("postgres:5432")).start());
        RedisServer redis = RedisServer.newRedisServer()
                .port(port("redis:6379"))
                .bind("127.0.0.1")
                .build();
        redis.start();
        keep(redis::stop);
    }

    /** The jar, with the environment of its container; the user of the embedded PostgreSQL is another. */
    private void startShop() throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        StackFiles.mapping(StackFiles.services().get("backend").get("environment"))
                .forEach((name, value) -> environment.put(name, substituted(value.toString())));
        environment.replace("BOOKSHOP_DATABASE_URL", substituted("jdbc:postgresql://postgres:5432/postgres"));
        environment.replace("BOOKSHOP_DATABASE_USERNAME", "postgres");
        int port = port("backend:8000");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar(),
                "--server.address=127.0.0.1",
                "--server.port=" + port);
        keep(ServerProcess.start(command, environment, port, "/metrics", folder.resolve("bookshop.log"))::close);
    }

    /** What compose.yaml asks of the shop to know that it is healthy. */
    boolean shopIsHealthy() throws IOException, InterruptedException {
        return isHealthy(port("backend:8000"));
    }

    /** The same question to a port. */
    static boolean isHealthy(int port) throws IOException, InterruptedException {
        Map<String, List<String>> check =
                StackFiles.mapping(StackFiles.services().get("backend").get("healthcheck"));
        List<String> command = new ArrayList<>(check.get("test"));
        assertThat(command.remove(0)).isEqualTo("CMD");
        command.replaceAll(word -> word.replace("127.0.0.1/8000", "127.0.0.1/" + port));
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    /** Caddy, which answers for the shop. */
    ServerProcess startCaddy() throws IOException {
        String metrics = Integer.toString(port("caddy:2019"));
        String shop = Integer.toString(port("caddy:8080"));
        String text = substituted(StackFiles.read("caddy/Caddyfile"))
                .replace("auto_https off", "auto_https off\n\tdefault_bind 127.0.0.1");
        assertThat(text).contains("http://:8080 {", "http://:2019 {");
        Path caddyfile = Files.writeString(
                folder.resolve("Caddyfile"),
                text.replace("http://:8080 {", "http://:" + shop + " {")
                        .replace("http://:2019 {", "http://:" + metrics + " {"));
        List<String> command = List.of(
                ServerProcess.program("caddy", "caddy"),
                "run",
                "--config",
                caddyfile.toString(),
                "--adapter",
                "caddyfile");
        Map<String, String> own = Map.of("XDG_DATA_HOME", folder.toString(), "XDG_CONFIG_HOME", folder.toString());
        ServerProcess caddy = ServerProcess.start(command, own, port("caddy:8080"), "/", folder.resolve("caddy.log"));
        keep(caddy::close);
        return caddy;
    }

    /** Prometheus, with its rules and alerts. */
    PrometheusServer startPrometheus() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("prometheus"));
        Path original = StackFiles.FOLDER.resolve("prometheus");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(original.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        String text =
                substituted(StackFiles.read("prometheus/prometheus.yml")).replace("interval: 15s", "interval: 1s");
        assertThat(text).contains(addresses.get("backend:8000"), addresses.get("caddy:2019"), "interval: 1s");
        Path configuration = Files.writeString(copy.resolve("prometheus.yml"), text);
        PrometheusServer prometheus = PrometheusServer.configured(configuration, folder);
        keep(prometheus::close);
        return prometheus;
    }

    @Override
    public void close() throws IOException {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }

    private void keep(Closeable server) {
        running.push(server);
    }

    private int port(String service) {
        String address = addresses.get(service);
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    private String substituted(String text) {
        String substituted = text;
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            substituted = substituted.replace(address.getKey(), address.getValue());
        }
        return substituted;
    }

    /** Surefire starts with a jar that only points to the others. */
    private static String jar() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> found = new ArrayList<>(List.of(classPath.split(File.pathSeparator, -1)));
        found.removeIf(entry -> !entry.endsWith("-app.jar"));
        assertThat(found).as("the bookshop's jar on " + classPath).hasSize(1);
        return found.get(0);
    }
}
