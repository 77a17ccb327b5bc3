// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.narthex.core.Application;
import dev.narthex.core.Buckets;
import dev.narthex.core.Cube;
import dev.narthex.core.Dimension;
import dev.narthex.core.ExponentialBuckets;
import dev.narthex.core.Family;
import dev.narthex.core.Histograms;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Measure;
import dev.narthex.core.Rollup;
import dev.narthex.core.Sampled;
import dev.narthex.core.Settings;
import dev.narthex.core.Unit;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_36_2.Metrics;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_36_2.Metrics.MetricFamily;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_36_2.Metrics.MetricType;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scraper that reads protobuf gets of a distribution, and what the others get. */
class NativeHistogramsTest {

    private static final String PROTOBUF_FIRST =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
                    + "application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,"
                    + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    record Key(String shop) {}

    /** A shop in which people wait. */
    private static final class Waiting implements Instrumentation {

        private static final Dimension<Key> SHOP = Dimension.open("shop", Key::shop);
        private static final Measure<Key> SALES = Measure.count("sales", Unit.ONE);
        private static final Measure<Key> WAIT = Measure.distribution("wait", Unit.SECONDS);

        private static final List<Family> FAMILIES = List.of(
                Rollup.counter(SALES, "sales_total", "Sales.").by(SHOP),
                Rollup.untyped(SALES, "sales", "Sales, untyped.").by(SHOP),
                Rollup.histogram(WAIT, "wait_by_shop_seconds", "By shop.", Buckets.of(Unit.SECONDS, 0.1, 0.5))
                        .by(SHOP),
                Rollup.histogram(WAIT, "wait_seconds", "Waiting.", Buckets.of(Unit.SECONDS, 0.25, 1)),
                new Sampled("broken", "Broken.", Family.Type.GAUGE, List.of(), () -> {
                    throw new IllegalStateException("no");
                }));

        private final Cube<Key> cube;

        Waiting(Histograms histograms) {
            this.cube = Cube.<Key>builder("waiting")
                    .records(SALES)
                    .records(WAIT)
                    .histograms(histograms)
                    .published(FAMILIES)
                    .build();
        }

        void wait(String shop, long nanos) {
            cube.cell(new Key(shop)).count();
            cube.cell(new Key(shop)).observe(cube.distribution(WAIT), nanos);
        }

        @Override
        public String name() {
            return "waiting";
        }

        @Override
        public List<Cube<?>> cubes() {
            return List.of(cube);
        }

        @Override
        public List<Family> families() {
            return FAMILIES;
        }
    }

    private static Application application(Histograms histograms, Instrumentation feature) {
        Application application =
                Application.of(Settings.builder().histograms(histograms).build());
        application.add(feature);
        return application;
    }

    private static PageRequest asked(MetricsPage page, String accept, String query) {
        return PageRequest.of(page.formats(), accept, null, null, query);
    }

    private static String text(MetricsPage page, String accept) {
        try (MetricsPage.Rendered rendered = page.render(asked(page, accept, "name[]=wait_seconds"))) {
            return rendered.text();
        }
    }

    private static List<MetricFamily> protobuf(MetricsPage page, String query) throws IOException {
        PageRequest asked = asked(page, PROTOBUF_FIRST, query);
        assertThat(asked.format().contentType())
                .isEqualTo("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                        + " encoding=delimited");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MetricsPage.Rendered rendered = page.render(asked)) {
            rendered.writeTo(bytes);
        }
        List<MetricFamily> families = new ArrayList<>();
        InputStream in = new ByteArrayInputStream(bytes.toByteArray());
        while (in.available() > 0) {
            families.add(MetricFamily.parseDelimitedFrom(in));
        }
        assertThat(families).extracting(MetricFamily::getName).doesNotHaveDuplicates();
        return families;
    }

    private static MetricFamily named(List<MetricFamily> families, String name) {
        return families.stream()
                .filter(family -> family.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Metrics.Histogram histogram(MetricsPage page, String family) throws IOException {
        return named(protobuf(page, "name[]=" + family), family).getMetric(0).getHistogram();
    }

    /** The counts by index, as Prometheus reads them: spans of buckets, and each count as what it is more than the last. */
    private static Map<Integer, Long> counts(Metrics.Histogram histogram) {
        Map<Integer, Long> counts = new TreeMap<>();
        int index = 0;
        int read = 0;
        long count = 0;
        for (Metrics.BucketSpan span : histogram.getPositiveSpanList()) {
            index += span.getOffset();
            for (int i = 0; i < span.getLength(); i++) {
                count += histogram.getPositiveDelta(read++);
                if (count > 0) {
                    counts.put(index, count);
                }
                index++;
            }
        }
        return counts;
    }

    @Test
    void bothKindsAreInOneMessageAndCountTheSame() throws IOException {
        Waiting waiting = new Waiting(Histograms.BOTH);
        MetricsPage page = MetricsPage.of(application(Histograms.BOTH, waiting));
        waiting.wait("a", 0);
        waiting.wait("a", 250_000_000); // 2^-2 s, the last of index -16
        waiting.wait("b", 250_000_001);
        waiting.wait("b", 3_000_000_000L); // 2^1.58 s

        Metrics.Histogram histogram = histogram(page, "wait_seconds");

        assertThat(histogram.getSchema()).isEqualTo(3);
        assertThat(histogram.getZeroCount()).isEqualTo(1);
        assertThat(histogram.getZeroThreshold()).isEqualTo(Math.pow(2, -128));
        assertThat(counts(histogram)).isEqualTo(Map.of(-16, 1L, -15, 1L, 13, 1L));
        assertThat(histogram.getSampleCount()).isEqualTo(4);
        assertThat(histogram.getSampleSum()).isEqualTo(3.500000001);
        assertThat(histogram.getBucketList())
                .extracting(Metrics.Bucket::getUpperBound, Metrics.Bucket::getCumulativeCount)
                .containsExactly(tuple(0.25, 2L), tuple(1.0, 3L), tuple(Double.POSITIVE_INFINITY, 4L));
        assertThat(text(page, "text/plain")).isEqualTo("""
                # HELP wait_seconds Waiting.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{le="0.25"} 2.0
                wait_seconds_bucket{le="1.0"} 3.0
                wait_seconds_bucket{le="+Inf"} 4.0
                wait_seconds_sum 3.500000001
                wait_seconds_count 4.0
                """);
    }

    @Test
    void nativeAloneIsCountAndSumToWhoeverReadsText() throws IOException {
        Waiting waiting = new Waiting(Histograms.NATIVE);
        MetricsPage page = MetricsPage.of(application(Histograms.NATIVE, waiting));
        waiting.wait("a", 250_000_000);
        waiting.wait("b", 3_000_000_000L);

        assertThat(text(page, "text/plain")).isEqualTo("""
                # HELP wait_seconds Waiting.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{le="+Inf"} 2.0
                wait_seconds_sum 3.25
                wait_seconds_count 2.0
                """);
        assertThat(text(page, "application/openmetrics-text"))
                .contains("wait_seconds_bucket{le=\"+Inf\"} 2.0\n")
                .endsWith("# EOF\n");
        Metrics.Histogram histogram = histogram(page, "wait_seconds");
        assertThat(counts(histogram)).isEqualTo(Map.of(-16, 1L, 13, 1L));
        assertThat(histogram.getSampleCount()).isEqualTo(2);
        assertThat(histogram.getBucketList()).isEmpty();
    }

    @Test
    void anEmptyNativeHistogramSaysThatItIsOne() throws IOException {
        MetricsPage page = MetricsPage.of(application(Histograms.NATIVE, new Waiting(Histograms.NATIVE)));

        Metrics.Histogram histogram = histogram(page, "wait_seconds");

        assertThat(histogram.getZeroThreshold()).isPositive(); // by which Prometheus 2.42 knows it
        assertThat(histogram.getSchema()).isEqualTo(3);
        assertThat(histogram.getSampleCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35})
    void clientJavaPutsEveryDurationInTheSameBucket(long seed) throws IOException {
        Random random = new Random(seed);
        Histograms histograms = random.nextBoolean() ? Histograms.BOTH : Histograms.NATIVE;
        Waiting waiting = new Waiting(histograms);
        MetricsPage page = MetricsPage.of(application(histograms, waiting));
        Histogram peer = Histogram.builder()
                .name("peer_seconds")
                .nativeOnly()
                .nativeInitialSchema(3)
                .nativeMaxNumberOfBuckets(0)
                .nativeMaxZeroThreshold(Math.scalb(1.0, -128))
                .build();
        for (int i = 0; i < 5_000; i++) {
            long nanos = random.nextInt(20) == 0 ? 0 : random.nextLong() >>> random.nextInt(14, 64);
            waiting.wait("shop " + random.nextInt(5), nanos);
            peer.observe(nanos / 1e9);
        }

        HistogramDataPointSnapshot expected = peer.collect().getDataPoints().get(0);
        Map<Integer, Long> counts = new TreeMap<>();
        expected.getNativeBucketsForPositiveValues()
                .forEach(bucket -> counts.merge(bucket.getBucketIndex(), bucket.getCount(), Long::sum));
        Metrics.Histogram histogram = histogram(page, "wait_seconds");
        assertThat(counts(histogram)).as("seed %s", seed).isEqualTo(counts);
        assertThat(histogram.getZeroCount()).as("seed %s", seed).isEqualTo(expected.getNativeZeroCount());
        assertThat(histogram.getSampleCount()).as("seed %s", seed).isEqualTo(expected.getCount());
    }

    @Test
    void seriesByLabelAddUpToTheOneWithoutWhileBothGrowEitherWay() throws IOException {
        Waiting waiting = new Waiting(Histograms.NATIVE);
        MetricsPage page = MetricsPage.of(application(Histograms.NATIVE, waiting));
        Map<Integer, Long> expected = new TreeMap<>();
        for (int i = 1; i <= 60; i++) {
            for (long nanos : new long[] {i * 7_000_000L, 7_000_000L / i}) {
                waiting.wait("shop " + i % 3, nanos);
                expected.merge(ExponentialBuckets.of(Unit.SECONDS).index(nanos), 1L, Long::sum);
            }
            assertThat(counts(histogram(page, "wait_seconds"))).isEqualTo(expected);
        }

        Map<Integer, Long> added = new TreeMap<>();
        for (Metrics.Metric series :
                named(protobuf(page, ""), "wait_by_shop_seconds").getMetricList()) {
            assertThat(series.getHistogram().getSampleCount()).isEqualTo(40);
            counts(series.getHistogram()).forEach((index, count) -> added.merge(index, count, Long::sum));
        }
        assertThat(added).isEqualTo(expected);
    }

    @Test // E11
    void everyScrapeCountsTheSameInAllBuckets() throws Exception {
        Waiting waiting = new Waiting(Histograms.BOTH);
        MetricsPage page = MetricsPage.of(application(Histograms.BOTH, waiting));
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> writers = Stream.generate(() -> new Thread(() -> {
                    Random random = new Random();
                    while (!done.get()) {
                        waiting.wait("a", random.nextInt(2_000_000_000));
                    }
                }))
                .limit(4)
                .toList();
        writers.forEach(Thread::start);
        try {
            for (int i = 0; i < 300; i++) {
                Metrics.Histogram histogram = histogram(page, "wait_seconds");
                long counted = histogram.getZeroCount()
                        + counts(histogram).values().stream()
                                .mapToLong(Long::longValue)
                                .sum();
                assertThat(counted).isEqualTo(histogram.getSampleCount());
                assertThat(histogram.getBucket(2).getCumulativeCount()).isEqualTo(histogram.getSampleCount());
            }
        } finally {
            done.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
        }
    }

    @Test // E1
    void allOtherFamiliesAreThereToo() throws IOException {
        Waiting waiting = new Waiting(Histograms.NATIVE);
        PrometheusRegistry registry = new PrometheusRegistry();
        Counter orders =
                Counter.builder().name("orders_total").labelNames("kind").register(registry);
        orders.labelValues("book").inc(3);
        MetricsPage page = MetricsPage.builder(application(Histograms.NATIVE, waiting))
                .registry("custom", registry)
                .build();
        waiting.wait("a\n\uD83D", 1);

        List<MetricFamily> families = protobuf(page, "");

        assertThat(families)
                .extracting(MetricFamily::getName)
                .contains("sales_total", "sales", "wait_seconds", "narthex_cells", "orders_total")
                .doesNotContain("broken");
        MetricFamily sales = named(families, "sales_total");
        assertThat(sales.getType()).isEqualTo(MetricType.COUNTER);
        assertThat(sales.getHelp()).isEqualTo("Sales.");
        assertThat(sales.getMetric(0).getCounter().getValue()).isEqualTo(1);
        assertThat(sales.getMetric(0).getLabel(0).getValue()).isEqualTo("a\n\uFFFD"); // E6
        assertThat(named(families, "sales").getType()).isEqualTo(MetricType.UNTYPED);
        assertThat(named(families, "orders_total").getMetric(0).getCounter().getValue())
                .isEqualTo(3);
        assertThat(protobuf(page, "name[]=orders_total&name[]=sales"))
                .extracting(MetricFamily::getName)
                .containsExactly("sales_total", "sales", "orders_total");
    }

    @Test // E10
    void somebodyElsesCounterNeverFalls() throws IOException {
        PrometheusRegistry registry = new PrometheusRegistry();
        AtomicLong sold = new AtomicLong(5);
        registry.register(() -> CounterSnapshot.builder()
                .name("sold")
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value(sold.doubleValue())
                        .build())
                .build());
        MetricsPage page = MetricsPage.builder(application(Histograms.NATIVE, new Waiting(Histograms.NATIVE)))
                .registry("custom", registry)
                .build();
        assertThat(sold(page)).isEqualTo(5);
        sold.set(3);
        assertThat(sold(page)).isEqualTo(5);
        sold.set(4);
        assertThat(sold(page)).isEqualTo(6);
    }

    private static double sold(MetricsPage page) throws IOException {
        return named(protobuf(page, ""), "sold_total").getMetric(0).getCounter().getValue();
    }

    @Test
    void theBridgeCarriesThemToo() {
        Waiting waiting = new Waiting(Histograms.BOTH);
        PrometheusRegistry registry = new PrometheusRegistry();
        FamilyCollector.of(application(Histograms.BOTH, waiting)).registerIn("exporter", registry);
        waiting.wait("a", 250_000_000);

        HistogramSnapshot wait = registry.scrape("wait_seconds"::equals).stream()
                .map(HistogramSnapshot.class::cast)
                .findFirst()
                .orElseThrow();
        HistogramDataPointSnapshot point = wait.getDataPoints().get(0);
        assertThat(point.getNativeSchema()).isEqualTo(3);
        assertThat(point.getNativeBucketsForPositiveValues().getBucketIndex(0)).isEqualTo(-16);
        assertThat(point.getNativeBucketsForPositiveValues().getCount(0)).isEqualTo(1);
        assertThat(point.getClassicBuckets().size()).isEqualTo(3);
        assertThat(point.getCount()).isEqualTo(1);
    }

    @ParameterizedTest // E5
    @EnumSource(Histograms.class)
    void protobufIsOfferedWhereThereAreNativeHistogramsAlone(Histograms histograms) {
        var offered = Format.offered(histograms);

        assertThat(Format.negotiate(PROTOBUF_FIRST, offered))
                .isEqualTo(histograms == Histograms.CLASSIC ? Format.OPENMETRICS_1_0_0 : Format.PROTOBUF);
        assertThat(Format.negotiate("*/*", offered)).isEqualTo(Format.TEXT_0_0_4);
        assertThat(Format.negotiate("application/*", offered)).isEqualTo(Format.OPENMETRICS_1_0_0);
        assertThat(Format.negotiate(PROTOBUF_FIRST.replace("delimited", "text"), offered))
                .isEqualTo(Format.OPENMETRICS_1_0_0);
        assertThat(Format.negotiate("application/vnd.google.protobuf;encoding=delimited", offered))
                .isEqualTo(Format.TEXT_0_0_4);
        assertThat(Format.negotiate(PROTOBUF_FIRST.replace("delimited", "delimited;q=0.2"), offered))
                .isEqualTo(Format.OPENMETRICS_1_0_0);
    }
}
