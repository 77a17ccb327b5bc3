// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Buckets;
import dev.narthex.core.Cube;
import dev.narthex.core.Difference;
import dev.narthex.core.Dimension;
import dev.narthex.core.Family;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Measure;
import dev.narthex.core.Rollup;
import dev.narthex.core.Sampled;
import dev.narthex.core.Settings;
import dev.narthex.core.Unit;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our families in somebody else's registry, as client_java's own writers show them. */
class FamilyCollectorTest {

    record Key(String kind) {}

    private static final Dimension<Key> KIND = Dimension.open("kind", Key::kind);
    private static final Measure<Key> SALES = Measure.count("sales", Unit.ONE);
    private static final Measure<Key> WAIT = Measure.distribution("wait", Unit.SECONDS);

    private static final List<Family> FAMILIES = List.of(
            Rollup.counter(SALES, "sales_total", "Sales.").by(KIND),
            Rollup.counter(SALES, "kinds_total", "By kind.").by(KIND),
            Rollup.untyped(SALES, "kinds", "By kind, untyped.").by(KIND),
            Rollup.histogram(WAIT, "wait_seconds", "Waiting.", Buckets.of(Unit.SECONDS, 0.5, 2_000_000)),
            Difference.of(
                    Rollup.gauge(SALES, "difference", "None.").by(KIND),
                    Rollup.gauge(SALES, "sales", "Subtracted.").by(KIND)),
            new Sampled("applied_total_now", "Sampled.", Family.Type.GAUGE, List.of(), () -> List.of(sample(0.5))),
            new Sampled(
                    "applied_total", "A gauge of this name.", Family.Type.GAUGE, List.of(), () -> List.of(sample(3))),
            new Sampled("broken", "Broken.", Family.Type.GAUGE, List.of(), () -> {
                throw new IllegalStateException("no");
            }));

    private final Cube<Key> cube = Cube.<Key>builder("sales")
            .records(SALES)
            .records(WAIT)
            .published(FAMILIES)
            .build();
    private final Application application = Application.of(
            Settings.builder().constantLabels(Map.of("app", "shop")).build());
    private final PrometheusRegistry registry = new PrometheusRegistry();

    private static Sampled.Sample sample(double value) {
        return new Sampled.Sample(List.of(), value);
    }

    @BeforeEach
    void sell() {
        application.add(new Instrumentation() {
            @Override
            public String name() {
                return "shop";
            }

            @Override
            public List<Cube<?>> cubes() {
                return List.of(cube);
            }

            @Override
            public List<Family> families() {
                return FAMILIES;
            }
        });
        var cell = cube.cell(new Key("book\n\uD83D"));
        cell.count();
        cell.count();
        cell.observe(cube.distribution(WAIT), Unit.SECONDS.recorded(0.25));
        cell.observe(cube.distribution(WAIT), Unit.SECONDS.recorded(1));
    }

    private String text() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
        return out.toString(StandardCharsets.UTF_8);
    }

    private String openMetrics() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenMetricsTextFormatWriter.create().write(out, registry.scrape());
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writersOfClientJavaShowTheNumbersOfOurPage() throws Exception {
        FamilyCollector.of(application).registerIn("exporter", registry);

        String labels = "app=\"shop\",kind=\"book\\n\uFFFD\"";
        assertThat(text())
                .contains("# TYPE sales_total counter\nsales_total{" + labels + "} 2.0\n")
                .contains("# TYPE kinds_total untyped\nkinds_total{" + labels + "} 2.0\n")
                .contains("# TYPE kinds untyped\nkinds{" + labels + "} 2.0\n")
                .contains("# TYPE narthex_info gauge\nnarthex_info{app=\"shop\",naming=\"django\",version=\"")
                .contains("difference{" + labels + "} 0.0\n")
                .contains("# TYPE applied_total gauge\napplied_total{app=\"shop\"} 3.0\n")
                .contains("wait_seconds_bucket{app=\"shop\",le=\"0.5\"} 1\n")
                .contains("wait_seconds_bucket{app=\"shop\",le=\"+Inf\"} 2\n")
                .contains("wait_seconds_count{app=\"shop\"} 2\n")
                .contains("wait_seconds_sum{app=\"shop\"} 1.25\n")
                .doesNotContain("broken");
        assertThat(openMetrics())
                .contains("# TYPE sales counter\n", "# TYPE kinds_total unknown\n", "# TYPE kinds unknown\n");
        assertThat(text()).contains("narthex_instrumentation_errors_total{app=\"shop\",instrumentation=\"bridge\"} ");
    }

    @Test
    void ourOwnPageDoesNotShowItAgain() throws Exception {
        FamilyCollector.of(application).registerIn("exporter", registry);
        MetricsPage page =
                MetricsPage.builder(application).registry("exporter", registry).build();

        try (MetricsPage.Rendered rendered = page.render()) {
            assertThat(rendered.text()).containsOnlyOnce("# TYPE sales_total counter\n");
        }
    }

    @Test // E8
    void isRefusedWhereSomebodyHasOneOfItsNames() {
        Gauge.builder().name("wait_seconds").register(registry);

        assertThatThrownBy(() -> FamilyCollector.of(application).registerIn("exporter", registry))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("wait_seconds belongs to Narthex (shop) and to exporter");
        assertThat(FamilyCollector.isSupported()).isTrue();
    }
}
