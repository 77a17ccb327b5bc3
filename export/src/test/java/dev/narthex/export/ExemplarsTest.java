// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.core.Buckets;
import dev.narthex.core.Cube;
import dev.narthex.core.Dimension;
import dev.narthex.core.Family;
import dev.narthex.core.Histograms;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Measure;
import dev.narthex.core.Rollup;
import dev.narthex.core.Settings;
import dev.narthex.core.TraceContext;
import dev.narthex.core.Unit;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_36_2.Metrics;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_36_2.Metrics.MetricFamily;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** E13: one trace for a bucket, where a format has room for it. */
class ExemplarsTest {

    private static final Dimension<String> SHOP = Dimension.open("shop", key -> key);
    private static final Measure<String> STARTED = Measure.count("started", Unit.ONE);
    private static final Measure<String> TIME = Measure.distribution("time", Unit.SECONDS);
    private static final List<Family> FAMILIES = List.of(
            Rollup.histogram(TIME, "coarse_seconds", "Coarse.", Buckets.of(Unit.SECONDS, 1)),
            Rollup.histogram(TIME, "fine_seconds", "Fine.", Buckets.of(Unit.SECONDS, 0.1, 0.5, 1, 5))
                    .by(SHOP));

    private static final Pattern EXEMPLAR = Pattern.compile(
            "fine_seconds_bucket\\{shop=\"a\",le=\"(\\S+)\"} \\S+ # \\{span_id=\"s\",trace_id=\"(\\S+)\"} (\\S+) (\\d+\\.\\d{3})\n");

    private final Tracer tracer = new Tracer();
    private final AtomicLong nanos = new AtomicLong();

    /** The current trace is what the test says. */
    private static final class Tracer implements TraceContext {

        private @Nullable String current;
        private int asked;

        @Override
        public @Nullable Object currentSpan() {
            asked++;
            return current;
        }

        @Override
        public String traceId(Object span) {
            return (String) span;
        }

        @Override
        public String spanId(Object span) {
            return "s";
        }
    }

    /** A shop that is traced. */
    private static final class Shop implements Instrumentation {

        private final Cube<String> cube;

        Shop(Application application) {
            this.cube = Cube.<String>builder("shops")
                    .records(STARTED)
                    .records(TIME)
                    .histograms(application.settings().histograms())
                    .exemplars(application, List.of(TIME))
                    .published(FAMILIES)
                    .build();
            application.add(this);
        }

        void take(String shop, double seconds) {
            cube.cell(shop).observeTraced(cube.distribution(TIME), Unit.SECONDS.recorded(seconds));
        }

        void take(String shop, double seconds, @Nullable Object span) {
            long amount = Unit.SECONDS.recorded(seconds);
            cube.cell(shop).observe(cube.distribution(TIME), amount);
            if (span != null) {
                cube.cell(shop).trace(cube.distribution(TIME), amount, span);
            }
        }

        @Override
        public String name() {
            return "shops";
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

    private Application application(Settings.Builder settings) {
        return Application.of(settings.build(), nanos::get, tracer);
    }

    private static String page(MetricsPage page, String accept) {
        try (MetricsPage.Rendered rendered = page.render(
                PageRequest.of(page.formats(), accept, null, null, "name[]=coarse_seconds&name[]=fine_seconds"))) {
            return rendered.text();
        }
    }

    private static String openMetrics(MetricsPage page) {
        return page(page, "application/openmetrics-text");
    }

    private static MetricFamily protobuf(MetricsPage page, String family) throws Exception {
        PageRequest asked = PageRequest.of(
                page.formats(),
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
                null,
                null,
                "name[]=" + family);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MetricsPage.Rendered rendered = page.render(asked)) {
            rendered.writeTo(bytes);
        }
        return MetricFamily.parseDelimitedFrom(new ByteArrayInputStream(bytes.toByteArray()));
    }

    @Test
    void aTraceStandsBehindItsBucketInOpenMetricsAlone() {
        Application application = application(Settings.builder());
        Shop shop = new Shop(application);
        MetricsPage page = MetricsPage.of(application);
        long before = System.currentTimeMillis();
        tracer.current = "slow";
        shop.take("a", 0.75);
        tracer.current = null;
        shop.take("a", 0.01);
        shop.take("a", 0.8);

        List<MatchResult> exemplars =
                EXEMPLAR.matcher(openMetrics(page)).results().toList();
        assertThat(exemplars).hasSize(1);
        assertThat(exemplars.get(0).group(1)).isEqualTo("1.0");
        assertThat(exemplars.get(0).group(2)).isEqualTo("slow");
        assertThat(exemplars.get(0).group(3)).isEqualTo("0.75");
        assertThat((long) (Double.parseDouble(exemplars.get(0).group(4)) * 1000))
                .isBetween(before - 1, System.currentTimeMillis());
        assertThat(openMetrics(page))
                .contains("coarse_seconds_bucket{le=\"1.0\"} 3.0 # {span_id=\"s\",trace_id=\"slow\"} 0.75 ")
                .contains("fine_seconds_count{shop=\"a\"} 3.0\n");
        assertThat(page(page, "text/plain"))
                .doesNotContain("slow", "#  {")
                .contains("coarse_seconds_bucket{le=\"1.0\"} 3.0\n");
    }

    @Test
    void aBucketKeepsItsTraceUntilItWasReadTenSecondsLater() {
        Application application = application(Settings.builder());
        Shop shop = new Shop(application);
        MetricsPage page = MetricsPage.of(application);
        tracer.current = "first";
        shop.take("a", 0.75);
        tracer.current = "later";
        shop.take("a", 0.76);
        assertThat(openMetrics(page)).contains("first").doesNotContain("later");
        assertThat(tracer.asked).isEqualTo(1); // where no place is free nobody is asked for a trace

        nanos.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
        openMetrics(page);
        shop.take("a", 0.77);
        assertThat(tracer.asked).isEqualTo(1);

        nanos.addAndGet(1);
        assertThat(openMetrics(page)).contains("first"); // shown until there is another
        shop.take("a", 0.78);
        assertThat(openMetrics(page)).contains("later").doesNotContain("first");
        assertThat(tracer.asked).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44})
    void everyExemplarIsWithinItsBucket(long seed) {
        Application application = application(Settings.builder().histograms(Histograms.BOTH));
        Shop shop = new Shop(application);
        MetricsPage page = MetricsPage.of(application);
        Random random = new Random(seed);
        double[] bounds = {0, 0.1, 0.5, 1, 5, Double.POSITIVE_INFINITY};
        for (int i = 0; i < 200; i++) {
            int bound = random.nextInt(bounds.length - 1);
            boolean onBound = random.nextBoolean() && bound > 0;
            shop.take(
                    "a", onBound ? bounds[bound] : Math.pow(10, random.nextInt(4) - 3) * random.nextDouble(), "t" + i);
            nanos.addAndGet(Duration.ofSeconds(4).toNanos());
            List<MatchResult> exemplars =
                    EXEMPLAR.matcher(openMetrics(page)).results().toList();
            assertThat(exemplars).as("seed %s", seed).isNotEmpty();
            for (MatchResult exemplar : exemplars) {
                double upper = exemplar.group(1).equals("+Inf")
                        ? Double.POSITIVE_INFINITY
                        : Double.parseDouble(exemplar.group(1));
                double lower = bounds[
                        List.of(0.1, 0.5, 1.0, 5.0, Double.POSITIVE_INFINITY).indexOf(upper)];
                assertThat(Double.parseDouble(exemplar.group(3)))
                        .as("seed %s, le %s", seed, upper)
                        .isGreaterThanOrEqualTo(lower)
                        .isLessThanOrEqualTo(upper);
                assertThat(Double.parseDouble(exemplar.group(3)) == lower && lower > 0)
                        .isFalse();
            }
        }
    }

    @Test
    void protobufHasThemToo() throws Exception {
        Application application = application(Settings.builder().histograms(Histograms.BOTH));
        Shop shop = new Shop(application);
        MetricsPage page = MetricsPage.of(application);
        shop.take("a", 0.75, "slow");

        List<Metrics.Exemplar> exemplars = new ArrayList<>();
        for (Metrics.Bucket bucket :
                protobuf(page, "fine_seconds").getMetric(0).getHistogram().getBucketList()) {
            if (bucket.hasExemplar()) {
                assertThat(bucket.getUpperBound()).isEqualTo(1);
                exemplars.add(bucket.getExemplar());
            }
        }
        assertThat(exemplars).hasSize(1);
        assertThat(exemplars.get(0).getValue()).isEqualTo(0.75);
        assertThat(exemplars.get(0).getLabelList())
                .extracting(label -> label.getName() + "=" + label.getValue())
                .containsExactlyInAnyOrder("trace_id=slow", "span_id=s");
        assertThat(exemplars.get(0).hasTimestamp()).isTrue();
    }

    @Test
    void aHistogramThatIsNativeAloneHasOneInText() {
        Application application = application(Settings.builder().histograms(Histograms.NATIVE));
        Shop shop = new Shop(application);
        MetricsPage page = MetricsPage.of(application);
        shop.take("a", 0.75, "slow");

        assertThat(openMetrics(page))
                .contains("fine_seconds_bucket{shop=\"a\",le=\"+Inf\"} 1.0 # {span_id=\"s\",trace_id=\"slow\"} 0.75 ");
    }

    @Test
    void whatIsTooLongIsLeftOutAndTheRestIsThere() throws Exception {
        Application application = application(Settings.builder().histograms(Histograms.BOTH));
        Shop shop = new Shop(application);
        MetricsPage page = MetricsPage.of(application);
        shop.take("a", 0.75, "x".repeat(128 - "trace_id".length() - "span_id".length() - "s".length()));
        assertThat(openMetrics(page)).contains("# {span_id=\"s\",trace_id=\"xxx");

        shop.take("b", 0.05, "y".repeat(128 - "trace_id".length() - "span_id".length()));
        assertThat(openMetrics(page)).doesNotContain("yyy").contains("fine_seconds_count{shop=\"b\"} 1.0\n");
        assertThat(protobuf(page, "fine_seconds").toString())
                .doesNotContain("yyy")
                .contains("xxx");
    }

    @Test
    void nobodyIsAskedWhereTheSettingsSayNo() {
        Application application = application(Settings.builder().exemplars(false));
        Shop shop = new Shop(application);
        MetricsPage page = MetricsPage.of(application);
        tracer.current = "slow";
        shop.take("a", 0.75);
        shop.take("a", 0.75, "seen before");

        assertThat(tracer.asked).isZero();
        assertThat(openMetrics(page)).doesNotContain("trace_id").contains("fine_seconds_count{shop=\"a\"} 2.0\n");
    }
}
