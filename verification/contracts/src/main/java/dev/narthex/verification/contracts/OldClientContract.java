// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.SettingException;
import dev.narthex.testkit.Scrape;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** On a client_java older than 1.6 our page is whole, Actuator's goes without our families, and the log says why. */
public abstract class OldClientContract {

    protected OldClientContract() {}

    @Test
    void pageIsWholeAndTheBridgeIsOffWithAWarning() throws Exception {
        Logger logger = Logger.getLogger("dev.narthex");
        Warnings warnings = new Warnings();
        logger.addHandler(warnings);
        try (RunningApplication application =
                RunningApplication.start(ActuatorApplication.class, ActuatorContract.EXPOSED)) {
            application.client().get("/orders");
            application.client().get("/orders");
            Scrape page = application.scrapeWhenIdle();

            assertThat(page.value("django_http_requests_total{method=\"GET\",view=\"orders\"}"))
                    .isEqualTo(2);
            assertThat(page.value("api_requests_total{endpoint=\"/orders\",method=\"GET\"}"))
                    .isEqualTo(2);
            assertThat(page.value("request_processing_seconds_count{endpoint=\"/orders\"}"))
                    .isEqualTo(2);
            assertThat(page.families()).contains("jvm_memory_used_bytes", "active_users", "jvm_runtime_info");
            assertThat(page.total("narthex_instrumentation_errors_total")).isZero();
            assertThat(application.client().get(ActuatorContract.ENDPOINT).body())
                    .contains("jvm_")
                    .doesNotContain("django_");
            assertThat(warnings.messages).hasSize(1).first().asString().contains("prometheus-client.version");
        } finally {
            logger.removeHandler(warnings);
        }
    }

    /** E5: what its writer cannot write is never offered. */
    @Test
    void nativeHistogramsAreRefusedWithTheCure() {
        assertThatThrownBy(
                        () -> RunningApplication.start(ActuatorApplication.class, "narthex.export.histograms=native"))
                .hasRootCauseInstanceOf(SettingException.class)
                .rootCause()
                .hasMessageContaining(
                        "narthex.export.histograms must be classic where client_java cannot write protobuf")
                .hasMessageContaining("of one version, 1.6 or later");
    }

    private static final class Warnings extends Handler {

        private final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord logged) {
            messages.add(logged.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
