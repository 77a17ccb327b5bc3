// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two processes with one range on one host, and a real Prometheus with the configuration that is shipped (E29). */
class PortRangeTest {

    private static final Path SHIPPED = Path.of("..", "..", "observability", "prometheus", "port-range.yml");

    @TempDir
    private Path folder;

    @Test
    void bothAreScraped() throws Exception {
        try (PortRangeProcess one = PortRangeProcess.start("one", "8001-8050");
                PortRangeProcess two = PortRangeProcess.start("two", "8001-8050");
                PrometheusServer prometheus = PrometheusServer.configured(SHIPPED, folder)) {
            assertThat(one.port()).isBetween(8001, 8049);
            assertThat(two.port()).isBetween(one.port() + 1, 8050);

            for (Map.Entry<String, PortRangeProcess> process :
                    Map.of("one", one, "two", two).entrySet()) {
                JsonNode up = prometheus
                        .await(
                                "narthex_server_up{job=\"backend\",process=\"" + process.getKey() + "\"}",
                                result -> result.size() == 1)
                        .get(0);
                assertThat(up.path("metric").path("instance").asString())
                        .isEqualTo("127.0.0.1:" + process.getValue().port());
                assertThat(up.path("value").get(1).asString()).isEqualTo("1");
            }
        }
    }

    @Test
    void theShippedConfigurationIsOne() throws Exception {
        Process check = new ProcessBuilder(PrometheusServer.program("promtool"), "check", "config", SHIPPED.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).as(said).isZero();
    }
}
