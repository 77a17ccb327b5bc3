// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.verification.contracts.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stack as it is written down: Compose accepts it, and its files agree with each other. */
class ComposeTest {

    /** A service and a port of it, as one part of the stack names another. */
    private static final Pattern HOST_AND_PORT = Pattern.compile("\\b(?:http://|//|@)?([a-z]+):(\\d{4})\\b");

    static List<String> services() throws IOException {
        return List.copyOf(StackFiles.services().keySet());
    }

    /** Debian's Compose checks it without a container engine. */
    @Test
    void composeAcceptsIt() throws Exception {
        Process compose = new ProcessBuilder(
                        ServerProcess.program("docker-compose", "docker-compose"),
                        "-f",
                        StackFiles.COMPOSE.toString(),
                        "config",
                        "--quiet")
                .redirectErrorStream(true)
                .start();
        String said = new String(compose.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(compose.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(compose.exitValue()).as(said).isZero();
    }

    @ParameterizedTest
    @MethodSource("services")
    void anImageHasTheVersionOfAMomentAndNotTheLatest(String service) throws IOException {
        Object image = StackFiles.services().get(service).get("image");
        if (image == null) {
            Map<String, String> build =
                    StackFiles.mapping(StackFiles.services().get(service).get("build"));
            assertThat(Files.readAllLines(StackFiles.FOLDER.resolve("..").resolve(build.get("dockerfile"))))
                    .filteredOn(line -> line.startsWith("FROM"))
                    .isNotEmpty()
                    .allMatch(line -> line.matches("FROM \\S+:\\d+\\.\\d+\\.\\d+\\S*( AS \\w+)?"));
        } else {
            assertThat(image.toString()).matches("\\S+:v?\\d+\\.\\d+(\\.\\d+)?(-alpine)?");
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void portsAreThisMachinesAlone(String service) throws IOException {
        assertThat(list(service, "ports")).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceSaysHowItIsHealthyOrThatNobodyWaitsForIt(String service) throws IOException {
        Map<String, Object> health =
                StackFiles.mapping(StackFiles.services().get(service).get("healthcheck"));

        assertThat(health).containsAnyOf(Map.entry("disable", true), Map.entry("retries", 6), Map.entry("retries", 12));
        if (health.containsKey("disable")) {
            for (Map<String, Object> other : StackFiles.services().values()) {
                assertThat(other.getOrDefault("depends_on", Map.of()).toString())
                        .doesNotContain(service + "=");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatIsMountedIsThere(String service) throws IOException {
        for (String volume : list(service, "volumes")) {
            String source = volume.split(":", -1)[0];
            if (source.startsWith(".")) {
                assertThat(StackFiles.FOLDER.resolve(source)).exists();
                assertThat(volume).endsWith(":ro");
            }
        }
    }

    /** Who has a password in a file for everybody must not be reached by everybody. */
    @Test
    void databasesAreReachedByTheShopAlone() throws IOException {
        for (String store : List.of("postgres", "redis")) {
            assertThat(list(store, "ports")).isEmpty();
            assertThat(list(store, "networks")).containsExactly("store");
        }
        List<String> neighbours = new ArrayList<>();
        for (String service : services()) {
            if (list(service, "networks").contains("store")) {
                neighbours.add(service);
            }
        }
        assertThat(neighbours).containsExactlyInAnyOrder("postgres", "redis", "backend");
    }

    @Test
    void everyHostThatIsNamedIsAServiceThatListensThere() throws IOException {
        Map<String, String> listening =
                Map.of("backend", "8000", "postgres", "5432", "redis", "6379", "prometheus", "9090");
        for (String file : List.of(
                "compose.yaml",
                "caddy/Caddyfile",
                "prometheus/prometheus.yml",
                "grafana/provisioning/datasources/prometheus.yaml")) {
            Matcher named = HOST_AND_PORT.matcher(StackFiles.read(file));
            while (named.find()) {
                String host = named.group(1);
                if (host.equals("caddy")) {
                    assertThat(StackFiles.read("caddy/Caddyfile")).contains("http://:" + named.group(2) + " {");
                } else if (!host.equals("localhost")) {
                    assertThat(named.group(2)).as(file + ": " + host).isEqualTo(listening.get(host));
                }
            }
        }
        assertThat(HOST_AND_PORT
                        .matcher(StackFiles.read("prometheus/prometheus.yml"))
                        .results())
                .hasSizeGreaterThanOrEqualTo(2);
    }

    /** Grafana finds the dashboards where they are mounted, and the one source of data that they ask for. */
    @Test
    void grafanaIsToldWhereItsDashboardsAre() throws IOException {
        Map<String, Object> provider = StackFiles.<List<Map<String, Object>>>mapping(
                        StackFiles.yaml(StackFiles.read("grafana/provisioning/dashboards/narthex.yaml")))
                .get("providers")
                .get(0);
        String path = StackFiles.<String>mapping(provider.get("options")).get("path");

        assertThat(list("grafana", "volumes"))
                .contains(
                        "./grafana/dashboards:" + path + ":ro", "./grafana/provisioning:/etc/grafana/provisioning:ro");
        try (var dashboards = Files.list(StackFiles.FOLDER.resolve("grafana/dashboards"))) {
            assertThat(dashboards.map(Path::toString)).isNotEmpty().allMatch(file -> file.endsWith(".json"));
        }
    }

    private static List<String> list(String service, String key) throws IOException {
        Object list = StackFiles.services().get(service).getOrDefault(key, List.of());
        return ((List<?>) list).stream().map(Object::toString).toList();
    }
}
