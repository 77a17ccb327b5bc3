// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import dev.narthex.core.Buckets;
import dev.narthex.core.Cell;
import dev.narthex.core.Cube;
import dev.narthex.core.Dimension;
import dev.narthex.core.Distribution;
import dev.narthex.core.Measure;
import dev.narthex.core.Rollup;
import dev.narthex.core.Unit;
import dev.narthex.export.MetricsPage;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How many bytes one more set of labels takes for as long as the application runs: what is left in memory of twice as
 * many sets, less what is left of them once. By the difference, whatever there is only once drops out.
 */
public final class Footprint {

    private static final int SETS = 900;
    private static final int COLLECTIONS = 4;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private Footprint() {}

    /** The bytes of a set of labels, by who keeps it. */
    public static Map<String, Double> measure() {
        Map<String, Function<Workload, Object>> subjects = new LinkedHashMap<>();
        subjects.put("Narthex, a cell: one count, four distributions", Footprint::cells);
        subjects.put("Narthex, a view with one kind of request", Footprint::narthex);
        subjects.put("Narthex, the same, laid out for the page", Footprint::narthexWithPage);
        subjects.put("client_java, one counter, four histograms", Footprint::clientJava);
        subjects.put("Micrometer, a timer with a percentile histogram", Footprint::micrometer);
        subjects.put("OpenTelemetry, four histograms", Footprint::openTelemetry);
        Map<String, Double> bytes = new LinkedHashMap<>();
        bytes.put("Narthex, its part of the page's own buffer, at least", linesOfASet());
        subjects.forEach((name, subject) -> bytes.put(name, bytesOfASet(subject)));
        return bytes;
    }

    private static double linesOfASet() {
        return (page(Workload.ofViews(2 * SETS)).render().size()
                        - page(Workload.ofViews(SETS)).render().size())
                / (double) SETS;
    }

    private static double bytesOfASet(Function<Workload, Object> subject) {
        Workload few = Workload.ofViews(SETS);
        Workload many = Workload.ofViews(2 * SETS);
        kept(() -> subject.apply(few)); // classes and constants
        long once = kept(() -> subject.apply(few));
        long twice = kept(() -> subject.apply(many));
        return (twice - once) / (double) SETS;
    }

    /** How much more memory is taken while something is kept. */
    private static long kept(Supplier<Object> subject) {
        long before = used();
        Object[] keeper = {subject.get()};
        long with = used();
        keeper[0] = "";
        return with - before;
    }

    /** What is in use after a collection. */
    static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            MEMORY.gc();
            least = Math.min(least, MEMORY.getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static Narthex narthex(Workload workload) {
        Narthex narthex = Narthex.timedByWorkload(workload);
        for (Key key : workload.keys()) {
            narthex.play(request(key));
        }
        return narthex;
    }

    private static Object narthexWithPage(Workload workload) {
        MetricsPage page = page(workload);
        page.render().close(); // its buffer is as large as the page: a set of labels pays for its lines
        return page;
    }

    private static MetricsPage page(Workload workload) {
        return MetricsPage.of(narthex(workload).application());
    }

    private static Object cells(Workload workload) {
        List<Measure<Key>> measures = List.of(
                Measure.distribution("duration", Unit.SECONDS),
                Measure.distribution("view", Unit.SECONDS),
                Measure.distribution("request", Unit.BYTES),
                Measure.distribution("response", Unit.BYTES));
        Dimension<Key> view = Dimension.open("view", Key::view);
        Buckets seconds = Buckets.of(Unit.SECONDS, ClientJava.LATENCY_BOUNDS);
        Buckets bytes = Buckets.of(Unit.BYTES, ClientJava.bodyBounds());
        List<Rollup<Key>> families = new ArrayList<>();
        Cube.Builder<Key> builder = Cube.builder("label sets");
        builder.records(Measure.count("requests", Unit.ONE));
        for (Measure<Key> measure : measures) {
            builder.records(measure);
            families.add(Rollup.histogram(
                            measure, measure.name(), "A distribution.", measure.unit() == Unit.BYTES ? bytes : seconds)
                    .by(List.of(view.asLabel()).get(0)));
        }
        Cube<Key> cube = builder.published(families).build();
        List<Distribution> distributions =
                measures.stream().map(cube::distribution).toList();
        for (Key key : workload.keys()) {
            Cell<Key> cell = cube.cell(key);
            cell.count();
            distributions.forEach(distribution -> cell.observe(distribution, 1));
        }
        return cube;
    }

    private static Object clientJava(Workload workload) {
        Counter counter = Counter.builder()
                .name("requests")
                .labelNames("view", "method", "status")
                .withoutExemplars()
                .build();
        List<Histogram> histograms = List.of(
                histogram("duration", ClientJava.LATENCY_BOUNDS),
                histogram("view", ClientJava.LATENCY_BOUNDS),
                histogram("request", ClientJava.bodyBounds()),
                histogram("response", ClientJava.bodyBounds()));
        for (Key key : workload.keys()) {
            counter.labelValues(key.view(), key.method(), key.statusLabel()).inc();
            histograms.forEach(histogram -> histogram
                    .labelValues(key.view(), key.method(), key.statusLabel())
                    .observe(1));
        }
        return List.of(counter, histograms);
    }

    private static Histogram histogram(String name, double[] bounds) {
        return Histogram.builder()
                .name(name)
                .classicOnly()
                .classicUpperBounds(bounds)
                .labelNames("view", "method", "status")
                .withoutExemplars()
                .build();
    }

    private static Object micrometer(Workload workload) {
        Micrometer micrometer = Micrometer.timedByWorkload(workload);
        workload.keys().forEach(key -> micrometer.recordByTags(request(key)));
        return micrometer;
    }

    private static Object openTelemetry(Workload workload) {
        OpenTelemetry openTelemetry = OpenTelemetry.of(workload);
        workload.keys().forEach(key -> openTelemetry.recordFour(request(key)));
        return openTelemetry;
    }

    private static Request request(Key key) {
        return new Request(key, false, 1, 2, 1, 1);
    }
}
