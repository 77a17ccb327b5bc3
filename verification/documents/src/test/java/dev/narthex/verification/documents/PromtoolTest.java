// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.verification.contracts.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prometheus's own tool has nothing to say against what the pages give to Prometheus. */
class PromtoolTest {

    @TempDir
    private Path folder;

    static List<Snippet> configurations() throws IOException {
        return yamlThat("(?sm).*^(scrape_configs|remote_write):.*");
    }

    static List<Snippet> rules() throws IOException {
        return yamlThat("(?sm).*^groups:.*");
    }

    static List<Snippet> queries() throws IOException {
        return Page.snippets("promql");
    }

    private static List<Snippet> yamlThat(String pattern) throws IOException {
        return Page.snippets("yaml").stream()
                .filter(snippet -> snippet.text().matches(pattern))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void configurationsAreAccepted(Snippet snippet) throws Exception {
        // Debian's Prometheus is built without Kubernetes; what is done with the targets is checked all the same.
        String text =
                snippet.text().replaceAll("kubernetes_sd_configs:\\s+- role: pod", "static_configs: [{targets: []}]");
        accepts(text, "check", "config", "--syntax-only");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rulesAreAccepted(Snippet snippet) throws Exception {
        accepts(snippet.text(), "check", "rules");
    }

    /** A query a line, with the dashboards' variable as Grafana would fill it in. */
    @ParameterizedTest
    @MethodSource("queries")
    void queriesAreUnderstood(Snippet snippet) throws Exception {
        StringBuilder asRules = new StringBuilder("groups:\n  - name: queries\n    rules:\n");
        for (String query : snippet.text().replace("$job", "backend").lines().toList()) {
            asRules.append("      - alert: query\n        expr: '")
                    .append(query)
                    .append("'\n");
        }
        accepts(asRules.toString(), "check", "rules", "--lint=none");
    }

    private void accepts(String text, String... arguments) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("snippet.yml"), text);
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, ServerProcess.program("promtool", "prometheus"));
        command.add(file.toString());
        Process promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(promtool.exitValue()).as(said).isZero();
    }
}
