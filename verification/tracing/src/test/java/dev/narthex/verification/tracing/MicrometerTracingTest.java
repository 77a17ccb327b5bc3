// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.bookshop.BookshopApplication;
import dev.narthex.core.Application;
import dev.narthex.core.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traced as Spring Boot sets it up: observations, Micrometer Tracing, OpenTelemetry's SDK. */
class MicrometerTracingTest extends ExemplarContract {

    @Override
    TracedShop open() {
        return TracedShop.open(List.of(BookshopApplication.class));
    }

    @Test
    void theTracerOfTheApplicationIsAsked() {
        assertThat(shop().context().getBeansOfType(Tracer.class)).hasSize(1);
        assertThat(shop().context().getBeansOfType(TraceContext.class)).containsOnlyKeys("narthexTracerTraces");
    }

    @Test
    void nobodyIsAskedIfTheSettingSaysSo() throws Exception {
        try (TracedShop quiet =
                TracedShop.open(List.of(BookshopApplication.class), "--narthex.export.exemplars=false")) {
            assertThat(quiet.context().getBean(Application.class).traces()).isSameAs(TraceContext.none());
            quiet.get("/slow/", "4bf92f3577b34da6a3ce929d0e0e4736", true);
            assertThat(quiet.lines("application/openmetrics-text", "trace_id")).isEmpty();
        }
    }
}
