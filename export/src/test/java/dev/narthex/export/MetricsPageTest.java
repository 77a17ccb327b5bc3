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
import dev.narthex.core.Histograms;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Measure;
import dev.narthex.core.Rollup;
import dev.narthex.core.Sampled;
import dev.narthex.core.Settings;
import dev.narthex.core.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    record Key(String shop, String kind) {}

    private static final Dimension<Key> SHOP = Dimension.open("shop", Key::shop);
    private static final Dimension<Key> KIND = Dimension.closed("kind", Key::kind);
    private static final Measure<Key> SALES = Measure.count("sales", Unit.ONE);
    private static final Measure<Key> WAIT = Measure.distribution("wait", Unit.SECONDS);
    private static final Measure<Key> VISITS = Measure.count("visits", Unit.ONE);

    private static final List<Family> FAMILIES = List.of(
            Rollup.counter(SALES, "sales_total", "Sales, when paid.").by(SHOP, KIND),
            Rollup.counter(SALES, "sales_by_shop_total", "Sales by shop.").by(SHOP),
            Rollup.counter(SALES, "book_sales_total", "Sales of books.").where(KIND.in("book")),
            Rollup.histogram(WAIT, "wait_seconds", "Waiting \\ by\nkind.", Buckets.of(Unit.SECONDS, 0.5, 1))
                    .by(KIND),
            Difference.of(
                    Rollup.gauge(VISITS, "just_looking", "Visits without a sale.")
                            .by(SHOP),
                    Rollup.gauge(SALES, "sales", "Subtracted.").by(SHOP)),
            new Sampled(
                    "open",
                    "Whether it is open.",
                    Family.Type.GAUGE,
                    List.of("shop"),
                    () -> List.of(new Sampled.Sample(List.of("a"), 0.5))));

    private final Cube<Key> sales = Cube.<Key>builder("sales")
            .records(SALES)
            .records(WAIT)
            .published(FAMILIES)
            .build();
    private final Cube<Key> visits = Cube.<Key>builder("visits").records(VISITS).build();
    private final Application application = Application.of(Settings.create());
    private final MetricsPage page = MetricsPage.of(application);

    private void add(List<Cube<?>> cubes, List<Family> families) {
        application.add(new Instrumentation() {
            @Override
            public String name() {
                return "shop";
            }

            @Override
            public List<Cube<?>> cubes() {
                return cubes;
            }

            @Override
            public List<Family> families() {
                return families;
            }
        });
    }

    private String render() {
        try (MetricsPage.Rendered rendered = page.render()) {
            String text = rendered.text();
            return text.substring(0, text.indexOf("# HELP narthex_"));
        }
    }

    private void sell(String shop, String kind, double seconds) {
        var cell = sales.cell(new Key(shop, kind));
        visits.cell(new Key(shop, kind)).count();
        cell.count();
        cell.observe(sales.distribution(WAIT), Unit.SECONDS.recorded(seconds));
    }

    @Test
    void everyKindOfFamilyIsWrittenFromTheCells() {
        add(List.of(sales, visits), FAMILIES);
        sell("b", "book", 0.5);
        sell("a", "map", 0.75);
        sell("a", "book", 2);
        visits.cell(new Key("a", "book")).count();

        assertThat(render()).isEqualTo("""
                # HELP sales_total Sales, when paid.
                # TYPE sales_total counter
                sales_total{shop="b",kind="book"} 1.0
                sales_total{shop="a",kind="map"} 1.0
                sales_total{shop="a",kind="book"} 1.0
                # HELP sales_by_shop_total Sales by shop.
                # TYPE sales_by_shop_total counter
                sales_by_shop_total{shop="b"} 1.0
                sales_by_shop_total{shop="a"} 2.0
                # HELP book_sales_total Sales of books.
                # TYPE book_sales_total counter
                book_sales_total 2.0
                # HELP wait_seconds Waiting \\\\ by\\nkind.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{kind="book",le="0.5"} 1.0
                wait_seconds_bucket{kind="book",le="1.0"} 1.0
                wait_seconds_bucket{kind="book",le="+Inf"} 2.0
                wait_seconds_sum{kind="book"} 2.5
                wait_seconds_count{kind="book"} 2.0
                wait_seconds_bucket{kind="map",le="0.5"} 0.0
                wait_seconds_bucket{kind="map",le="1.0"} 1.0
                wait_seconds_bucket{kind="map",le="+Inf"} 1.0
                wait_seconds_sum{kind="map"} 0.75
                wait_seconds_count{kind="map"} 1.0
                # HELP just_looking Visits without a sale.
                # TYPE just_looking gauge
                just_looking{shop="b"} 0.0
                just_looking{shop="a"} 1.0
                # HELP open Whether it is open.
                # TYPE open gauge
                open{shop="a"} 0.5
                """);
    }

    @Test
    void openMetricsHasTheSameSamplesUnderOtherHeads() {
        List<Family> families = List.of(
                Rollup.counter(SALES, "sales_total", "Sales, \"paid\".").by(SHOP),
                Rollup.counter(SALES, "kinds_total", "By kind.").by(KIND),
                Rollup.untyped(SALES, "kinds", "By kind, untyped.").by(KIND),
                Rollup.histogram(WAIT, "wait_seconds", "Waiting.", Buckets.of(Unit.SECONDS, 0.5)));
        Cube<Key> cube = Cube.<Key>builder("sales")
                .records(SALES)
                .records(WAIT)
                .published(families)
                .build();
        add(List.of(cube), families);
        cube.cell(new Key("a", "book")).count();
        PageRequest openMetrics =
                PageRequest.of(Format.offered(Histograms.CLASSIC), "application/openmetrics-text", null, null, null);

        try (MetricsPage.Rendered rendered = page.render(openMetrics)) {
            assertThat(rendered.text())
                    .startsWith("""
                    # HELP sales Sales, \\"paid\\".
                    # TYPE sales counter
                    sales_total{shop="a"} 1.0
                    # HELP kinds_total By kind.
                    # TYPE kinds_total unknown
                    kinds_total{kind="book"} 1.0
                    # HELP kinds By kind, untyped.
                    # TYPE kinds unknown
                    kinds{kind="book"} 1.0
                    # HELP wait_seconds Waiting.
                    # TYPE wait_seconds histogram
                    wait_seconds_bucket{le="0.5"} 0.0
                    """)
                    .containsPattern(
                            "# TYPE narthex info\nnarthex_info\\{version=\"[0-9.]+\",naming=\"django\"} 1\\.0\n")
                    .endsWith("\n# EOF\n");
        }
        assertThat(render()).startsWith("""
                # HELP sales_total Sales, "paid".
                # TYPE sales_total counter
                """).contains("# TYPE kinds_total counter\n", "# TYPE kinds untyped\n");
    }

    @Test // E1
    void familyThatFailsIsLeftOutWholeAndCounted() {
        add(
                List.of(),
                List.of(
                        new Sampled("broken", "Broken.", Family.Type.GAUGE, List.of("shop"), () -> {
                            throw new AssertionError("no");
                        }),
                        new Sampled(
                                "half",
                                "Half.",
                                Family.Type.GAUGE,
                                List.of("shop"),
                                () -> List.of(new Sampled.Sample(List.of("a"), 1), new Sampled.Sample(List.of(), 1))),
                        new Sampled(
                                "whole",
                                "Whole.",
                                Family.Type.GAUGE,
                                List.of(),
                                () -> List.of(new Sampled.Sample(List.of(), 1)))));

        assertThat(render()).isEqualTo("""
                # HELP whole Whole.
                # TYPE whole gauge
                whole 1.0
                """);
        try (MetricsPage.Rendered rendered = page.render()) {
            assertThat(rendered.text())
                    .contains("narthex_instrumentation_errors_total{instrumentation=\"page\"} 4.0\n");
        }
    }

    /** E39. */
    @Test
    void idleScrapesAreEqualByteForByte() {
        add(List.of(sales, visits), FAMILIES);
        sell("a", "book", 0.1);

        assertThat(render()).isEqualTo(render());
    }

    @Test
    void cellsThatAreBornBetweenScrapesJoinAtTheEnd() {
        add(List.of(sales, visits), FAMILIES);
        sell("b", "book", 0.1);
        render();
        sell("a", "book", 0.1);
        sell("b", "book", 0.1);

        assertThat(render()).contains("""
                sales_by_shop_total{shop="b"} 2.0
                sales_by_shop_total{shop="a"} 1.0
                """);
    }

    @Test
    void sumsAreExactToTheNanosecond() {
        add(List.of(sales, visits), FAMILIES);
        for (int i = 0; i < 1_000; i++) {
            sell("a", "book", 0.1 + 1e-9);
        }

        assertThat(render()).contains("wait_seconds_sum{kind=\"book\"} 100.000001\n");
    }

    @Test
    void valuesThatAreCutToTheSameTextAreSummedAndNotRepeated() {
        add(List.of(sales, visits), FAMILIES);
        sell("x".repeat(300) + "1", "book", 1);
        sell("x".repeat(300) + "2", "book", 1);

        assertThat(render()).contains("sales_by_shop_total{shop=\"" + "x".repeat(200) + "\"} 2.0\n");
    }

    @Test
    void familyOfAStrangeCubeIsRefused() {
        add(List.of(visits), FAMILIES);

        assertThatThrownBy(this::render)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a family must roll up a measure of its own cubes: sales_total of 'sales'");
    }
}
