// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prometheus's own tool checks the shipped configuration and rules, and runs their tests. */
class PromtoolTest {

    private static final Path SHIPPED = Path.of("../../observability/prometheus");

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PrometheusServer.program("promtool")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(SHIPPED.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static String[] files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED.resolve(folder))) {
            return files.map(file -> folder + "/" + file.getFileName()).sorted().toArray(String[]::new);
        }
    }

    private static String[] with(String first, String second, String... more) {
        return Stream.concat(Stream.of(first, second), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void theConfigurationIsRightAndFindsItsRules() throws Exception {
        String said = promtool("check", "config", "prometheus.yml");

        assertThat(said).contains("SUCCESS: " + (files("rules").length + files("alerts").length) + " rule files found");
    }

    @Test
    void rulesAndAlertsAreRight() throws Exception {
        assertThat(promtool(with("check", "rules", files("rules"))))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
        assertThat(promtool(with("check", "rules", files("alerts"))))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }

    @Test
    void everyAlertFiresWhenItMustAndNotBefore() throws Exception {
        assertThat(promtool(with("test", "rules", files("tests"))))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }
}
