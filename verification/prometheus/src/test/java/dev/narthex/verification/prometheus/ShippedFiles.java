// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import dev.narthex.observability.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Configuration, rules and dashboards as they are shipped; and a copy for a test that has little time. */
final class ShippedFiles {

    private static final Path SHIPPED = Path.of("../../observability");
    private static final Path PROMETHEUS = SHIPPED.resolve("prometheus");

    private ShippedFiles() {}

    /**
     * Copies the configuration with its rules and alerts. Only this is another: the targets, the two intervals, and that an
     * alert fires as soon as its expression is true.
     *
     * @return the configuration
     */
    static Path copy(Path folder, int... targets) throws IOException {
        String addresses = IntStream.of(targets)
                .mapToObj(port -> "\"127.0.0.1:" + port + "\"")
                .collect(Collectors.joining(", "));
        for (String rules : List.of("rules", "alerts")) {
            Files.createDirectories(folder.resolve(rules));
            try (Stream<Path> files = Files.list(PROMETHEUS.resolve(rules))) {
                for (Path file : files.toList()) {
                    String text = Files.readString(file).replaceAll("(?m)^( +for: ).*$", "$10s");
                    Files.writeString(folder.resolve(rules).resolve(file.getFileName()), text);
                }
            }
        }
        return Files.writeString(
                folder.resolve("prometheus.yml"),
                Files.readString(PROMETHEUS.resolve("prometheus.yml"))
                        .replace("\"backend:8000\"", addresses)
                        .replace("_interval: 15s", "_interval: 1s"));
    }

    static List<RuleFile.Rule> recordingRules() throws IOException {
        return RuleFile.readAll(PROMETHEUS.resolve("rules"));
    }

    static List<RuleFile.Rule> alerts() throws IOException {
        return RuleFile.readAll(PROMETHEUS.resolve("alerts"));
    }

    /** Every query of every dashboard, with its variables at their first values; by dashboard, panel and number. */
    static Map<String, String> dashboardQueries() throws IOException {
        Map<String, String> queries = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(SHIPPED.resolve("grafana/dashboards"))) {
            for (Path file : files.sorted().toList()) {
                JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(file));
                for (JsonNode panel : dashboard.path("panels")) {
                    for (JsonNode target : panel.path("targets")) {
                        queries.put(
                                "%s, %s %s %s"
                                        .formatted(
                                                file.getFileName(),
                                                panel.path("id").asInt(),
                                                panel.path("title").asString(),
                                                target.path("refId").asString()),
                                withValues(target.path("expr").asString()));
                    }
                }
            }
        }
        return queries;
    }

    private static String withValues(String expression) {
        String query = expression
                .replace("${prefix}", "django")
                .replace("${namespace}", "")
                .replace("$job", "backend")
                .replaceAll("\\$(instance|view)", ".*")
                .replace("$__rate_interval", "5m");
        if (query.contains("$")) {
            throw new IllegalStateException("a variable has no value: " + query);
        }
        return query;
    }
}
