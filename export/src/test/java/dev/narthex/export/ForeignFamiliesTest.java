// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Cube;
import dev.narthex.core.Family;
import dev.narthex.core.Histograms;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Sampled;
import dev.narthex.core.Settings;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Other people's families behind ours. */
class ForeignFamiliesTest {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Application application =
            Application.of(Settings.builder().collectorTimeoutSeconds(0.5).build());

    private MetricsPage page() {
        return MetricsPage.builder(application).registry("shop", registry).build();
    }

    private static String text(MetricsPage page, PageRequest asked) {
        try (MetricsPage.Rendered rendered = page.render(asked)) {
            return rendered.text();
        }
    }

    private static String text(MetricsPage page) {
        return text(page, PageRequest.plain());
    }

    private static String openMetrics(MetricsPage page) {
        return text(
                page,
                PageRequest.of(Format.offered(Histograms.CLASSIC), "application/openmetrics-text", null, null, null));
    }

    /** What follows our own families. */
    private static String foreign(String text) {
        int last = text.lastIndexOf("\nnarthex_info{");
        return text.substring(text.indexOf('\n', last + 1) + 1);
    }

    private static double errors(MetricsPage page, String collector) {
        String sample = "narthex_instrumentation_errors_total{instrumentation=\"collector " + collector + "\"} ";
        return text(page)
                .lines()
                .filter(line -> line.startsWith(sample))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length())))
                .sum();
    }

    @Test
    void aClosedPageHasTheApplicationsOwnFamiliesAlone() {
        Counter.builder().name("sales_total").help("Sales.").register(registry).inc();
        MetricsPage page = page();
        assertThat(foreign(text(page))).contains("sales_total 1.0");

        page.close();
        page.close();

        assertThat(text(page)).contains("narthex_cells_folded_total").doesNotContain("sales_total");
        assertThat(text(page)).doesNotContain("collector ");
    }

    @Test
    void whatYieldsIsNotMadeBeforeSomebodyScrapes() {
        AtomicLong made = new AtomicLong();
        ForeignFamilies families = ForeignFamilies.of(
                application,
                List.of(new ForeignFamilies.Source(
                        "the JVM",
                        () -> {
                            made.incrementAndGet();
                            return registry;
                        },
                        true)));
        assertThat(made).hasValue(0);

        families.write(new TextBuffer(), PageRequest.plain());

        assertThat(made).hasValue(1);
    }

    @Test
    void whatCannotBeMadeCostsItsOwnFamiliesAlone() { // E1
        Counter.builder().name("sales_total").register(registry).inc();
        ForeignFamilies families = ForeignFamilies.of(
                application,
                List.of(
                        new ForeignFamilies.Source(
                                "the JVM",
                                () -> {
                                    throw new NoClassDefFoundError("java/lang/management/MemoryMXBean");
                                },
                                true),
                        ForeignFamilies.Source.of("shop", registry)));
        TextBuffer text = new TextBuffer();

        families.write(text, PageRequest.plain());

        assertThat(text.toString()).contains("sales_total 1.0");
        assertThat(errors(page(), "the JVM")).isEqualTo(1);
    }

    @Test
    void everyTypeIsWrittenInBothFormats() {
        Counter.builder()
                .name("api_requests_total")
                .help("Say \"hi\".")
                .labelNames("endpoint", "method")
                .register(registry)
                .labelValues("/a\n\"b\"\\", "GET")
                .inc(3);
        Gauge.builder().name("active_users").register(registry).set(2.5);
        Histogram seconds = Histogram.builder()
                .name("processing_seconds")
                .labelNames("endpoint")
                .classicUpperBounds(0.1, 2_000_000)
                .register(registry);
        seconds.labelValues("/a").observe(0.05);
        seconds.labelValues("/a").observe(3_000_000);
        Summary summary = Summary.builder().name("sizes").quantile(0.5).register(registry);
        summary.observe(4);
        Info.builder()
                .name("build_info")
                .labelNames("version")
                .register(registry)
                .setLabelValues("1");
        StateSet.builder()
                .name("door")
                .states("open", "shut")
                .register(registry)
                .setTrue("open");
        registry.register(() -> UnknownSnapshot.builder()
                .name("mystery")
                .dataPoint(UnknownSnapshot.UnknownDataPointSnapshot.builder()
                        .value(Double.NaN)
                        .build())
                .build());
        MetricsPage page = page();

        assertThat(foreign(text(page))).isEqualTo("""
                # TYPE active_users gauge
                active_users 2.5
                # HELP api_requests_total Say "hi".
                # TYPE api_requests_total counter
                api_requests_total{endpoint="/a\\n\\"b\\"\\\\",method="GET"} 3.0
                # TYPE build_info gauge
                build_info{version="1"} 1.0
                # TYPE door gauge
                door{door="open"} 1.0
                door{door="shut"} 0.0
                # TYPE mystery untyped
                mystery NaN
                # TYPE processing_seconds histogram
                processing_seconds_bucket{endpoint="/a",le="0.1"} 1.0
                processing_seconds_bucket{endpoint="/a",le="2e+06"} 1.0
                processing_seconds_bucket{endpoint="/a",le="+Inf"} 2.0
                processing_seconds_sum{endpoint="/a"} 3000000.05
                processing_seconds_count{endpoint="/a"} 2.0
                # TYPE sizes summary
                sizes{quantile="0.5"} 4.0
                sizes_sum 4.0
                sizes_count 1.0
                """);
        assertThat(foreign(openMetrics(page)))
                .contains("# HELP api_requests Say \\\"hi\\\".\n# TYPE api_requests counter\napi_requests_total{")
                .contains("# TYPE build info\nbuild_info{version=\"1\"} 1.0\n")
                .contains("# TYPE door stateset\n")
                .contains("# TYPE mystery unknown\n")
                .endsWith("# EOF\n");
    }

    @Test
    void namesOfADotAreUnderscoresAndTheDefaultHistogramHasItsClassicBuckets() {
        Gauge.builder()
                .name("shop.open")
                .labelNames("http.path")
                .register(registry)
                .labelValues("x")
                .set(1);
        Histogram.builder().name("native_only").nativeOnly().register(registry).observe(1);

        assertThat(foreign(text(page())))
                .contains("shop_open{http_path=\"x\"} 1.0\n")
                .contains("""
                native_only_bucket{le="+Inf"} 1.0
                native_only_sum 1.0
                native_only_count 1.0
                """);
    }

    @Nested
    class OneThatFails { // E1

        @Test
        void costsItsOwnFamiliesAndIsCounted() {
            Counter.builder().name("good_total").register(registry).inc();
            registry.register((Collector) () -> {
                throw new IllegalStateException("no database");
            });
            registry.register((MultiCollector) () -> {
                throw new AssertionError("an error, no exception");
            });
            registry.register((Collector) () -> nothing());
            CounterWithCallback.builder()
                    .name("negative_total")
                    .callback(callback -> callback.call(-1))
                    .register(registry);
            MetricsPage page = page();
            text(page);

            assertThat(foreign(text(page).replaceAll("(?m)^narthex.*collector .*\n", "")))
                    .isEqualTo("# TYPE good_total counter\ngood_total 1.0\n");
            assertThat(errors(page, "negative")).isPositive();
            assertThat(errors(page, ForeignFamiliesTest.class.getName() + "$OneThatFails (lambda)"))
                    .isGreaterThanOrEqualTo(6);
        }

        @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a bad collector returns
        private static io.prometheus.metrics.model.snapshots.MetricSnapshot nothing() {
            return null;
        }

        @Test
        void holdsUpTheScrapeForItsLimitAndIsNotAskedTwice() throws Exception {
            CountDownLatch hanging = new CountDownLatch(1);
            AtomicLong asked = new AtomicLong();
            Gauge.builder().name("good").register(registry).set(1);
            registry.register((Collector) () -> {
                asked.incrementAndGet();
                awaitUninterruptibly(hanging);
                return GaugeSnapshot.builder().name("late").build();
            });
            MetricsPage page = page();

            long start = System.nanoTime();
            assertThat(foreign(text(page))).contains("good 1.0\n").doesNotContain("late");
            Duration first = Duration.ofNanos(System.nanoTime() - start);
            for (int i = 0; i < 20; i++) {
                assertThat(foreign(text(page))).contains("good 1.0\n").doesNotContain("late");
            }
            Duration all = Duration.ofNanos(System.nanoTime() - start);
            hanging.countDown();

            assertThat(first).isBetween(Duration.ofMillis(500), Duration.ofSeconds(4));
            assertThat(all.minus(first)).isLessThan(Duration.ofSeconds(4));
            assertThat(asked).hasValue(1);
        }

        @Test // E24
        void isGivenNoLongerThanTheScraperWaits() {
            CountDownLatch hanging = new CountDownLatch(1);
            registry.register((Collector) () -> {
                awaitUninterruptibly(hanging);
                return GaugeSnapshot.builder().name("late").build();
            });
            MetricsPage page = MetricsPage.builder(Application.of(
                            Settings.builder().collectorTimeoutSeconds(60).build()))
                    .registry("shop", registry)
                    .build();

            long start = System.nanoTime();
            text(page, PageRequest.of(Format.offered(Histograms.CLASSIC), null, null, "0.4", null));
            hanging.countDown();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }

        private static void awaitUninterruptibly(CountDownLatch latch) {
            boolean waiting = true;
            while (waiting) {
                try {
                    latch.await();
                    waiting = false;
                } catch (InterruptedException ignored) {
                    waiting = true; // a driver that does not listen
                }
            }
        }
    }

    @Nested
    class ANameWithTwoOwners { // E8

        private void own(String... names) {
            List<Family> families = List.of(names).stream()
                    .map(name -> (Family) new Sampled(
                            name,
                            "Ours.",
                            name.endsWith("_total") ? Family.Type.COUNTER : Family.Type.GAUGE,
                            List.of(),
                            () -> List.of(new Sampled.Sample(List.of(), 1))))
                    .toList();
            application.add(new Instrumentation() {
                @Override
                public String name() {
                    return "ours";
                }

                @Override
                public List<Cube<?>> cubes() {
                    return List.of();
                }

                @Override
                public List<Family> families() {
                    return families;
                }
            });
        }

        @Test
        void isRefusedAtRegistrationNamingBoth() {
            own("sales_total");
            Counter.builder().name("sales_total").register(registry);

            assertThatThrownBy(() -> page())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a family must have one owner: sales belongs to Narthex (ours) and to shop;"
                            + " rename it in one of them, or take one off the page");
        }

        @Test
        void isRefusedBetweenTwoRegistries() {
            PrometheusRegistry other = new PrometheusRegistry();
            Gauge.builder().name("open").register(registry);
            Gauge.builder().name("open").register(other);

            assertThatThrownBy(() -> MetricsPage.builder(application)
                            .registry("one", registry)
                            .registry("another", other)
                            .build())
                    .hasMessageContaining("open belongs to one and to another");
        }

        @Test
        void isDroppedAndCountedWhenItComesLate() {
            own("sales_total");
            MetricsPage page = page();
            Gauge.builder().name("sales_total").register(registry).set(5); // a suffix, of another type
            Gauge.builder().name("good").register(registry).set(1);

            assertThat(foreign(text(page))).contains("good 1.0\n").doesNotContain("sales_total");
            assertThat(text(page)).contains("# TYPE sales_total counter\nsales_total 1.0\n");
            assertThat(errors(page, "sales_total")).isPositive();
        }

        @Test
        void isLeftToOthersByTheJvm() {
            Gauge.builder().name("jvm_threads_current").register(registry).set(-7);
            MetricsPage page = MetricsPage.builder(application)
                    .registry("shop", registry)
                    .jvm()
                    .build();

            assertThat(text(page))
                    .containsOnlyOnce("# TYPE jvm_threads_current ")
                    .contains("jvm_threads_current -7.0\n")
                    .contains("jvm_memory_used_bytes{area=\"heap\"} ", "process_cpu_seconds_total ");
            assertThat(text(page)).doesNotContain("collector jvm");
        }

        @Test
        void isNotARegistryThatIsAddedTwice() {
            Gauge.builder().name("open").register(registry).set(1);
            MetricsPage page = MetricsPage.builder(application)
                    .registry("shop", registry)
                    .registry("the same", registry)
                    .build();

            assertThat(text(page)).containsOnlyOnce("\nopen 1.0\n");
        }

        @Test
        void isNoClashOfOnesOwnPartsWithOtherLabels() {
            registry.register((MultiCollector) () -> MetricSnapshots.of(GaugeSnapshot.builder()
                    .name("parts")
                    .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .labels(Labels.of("a", "1"))
                            .value(1)
                            .build())
                    .build()));
            registry.register((MultiCollector) () -> MetricSnapshots.of(GaugeSnapshot.builder()
                    .name("parts")
                    .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .labels(Labels.of("b", "2"))
                            .value(2)
                            .build())
                    .build()));

            assertThat(foreign(text(page())))
                    .containsOnlyOnce("# TYPE parts gauge\n")
                    .contains("parts{a=\"1\"} 1.0\n", "parts{b=\"2\"} 2.0\n");
        }
    }

    @Test // E10
    void countersNeverGoDown() {
        Random random = new Random(7);
        RisingValues rising = new RisingValues();
        double value = 0;
        double published = 0;
        for (int scrape = 0; scrape < 1_000_000; scrape++) {
            value = random.nextInt(1_000) == 0 ? 0 : Math.max(0, value + random.nextInt(11) - 3);
            double next = rising.published("a", value);
            rising.endScrape();
            assertThat(next >= published).isTrue();
            published = next;
        }
        assertThat(published).isGreaterThan(value);
    }

    @Test
    void counterThatNeverFallsIsPublishedAsItIs() {
        RisingValues rising = new RisingValues();
        for (double value : new double[] {0.1, 0.2, 0.30000000000000004, 9e15}) {
            assertThat(rising.published("a", value)).isEqualTo(value);
            rising.endScrape();
        }
    }

    @Test // E18
    void namesAndListsChooseAmongForeignFamiliesToo() {
        Counter.builder().name("api_requests_total").register(registry).inc();
        Gauge.builder().name("active_users").register(registry);
        MetricsPage chosen = MetricsPage.builder(Application.of(Settings.builder()
                        .excludeFamilies(List.of("active_*", "narthex_*"))
                        .build()))
                .registry("shop", registry)
                .build();

        assertThat(text(
                        page(),
                        PageRequest.of(
                                Format.offered(Histograms.CLASSIC), null, null, null, "name[]=api_requests_total")))
                .isEqualTo("# TYPE api_requests_total counter\napi_requests_total 1.0\n");
        assertThat(text(chosen)).isEqualTo("# TYPE api_requests_total counter\napi_requests_total 1.0\n");
    }

    @Test // E13
    void exemplarsAreInOpenMetricsAlone() {
        Counter.builder()
                .name("traced_total")
                .register(registry)
                .incWithExemplar(Labels.of("trace_id", "abc", "span_id", "def"));
        MetricsPage page = page();

        assertThat(foreign(text(page))).contains("traced_total 1.0\n");
        assertThat(openMetrics(page))
                .containsPattern("traced_total 1\\.0 # \\{span_id=\"def\",trace_id=\"abc\"} 1\\.0 \\d+\\.\\d{3}\n");
    }
}
