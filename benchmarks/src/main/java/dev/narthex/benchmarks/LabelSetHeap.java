// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import dev.narthex.core.Buckets;
import dev.narthex.core.Cube;
import dev.narthex.core.Dimension;
import dev.narthex.core.Histograms;
import dev.narthex.core.Measure;
import dev.narthex.core.Rollup;
import dev.narthex.core.Settings;
import dev.narthex.core.Unit;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What one label set holds of the heap once it has been used: a counter and four histograms, two of durations and two of
 * sizes, by us and by the Prometheus Java client. Live bytes after a collection, divided by the label sets.
 */
public final class LabelSetHeap {

    private static final int LABEL_SETS = 2_000;
    private static final int OBSERVATIONS = 200;
    private static final List<String> TIMES = List.of("duration", "view_duration");
    private static final List<String> SIZES = List.of("request_body", "response_body");

    private LabelSetHeap() {}

    /** Prints a row for each kind of histogram. */
    public static void main(String[] arguments) {
        for (Histograms histograms : Histograms.values()) {
            System.out.printf(
                    "%-8s Narthex %,7d bytes, client_java %,7d bytes%n",
                    histograms.settingName(), narthex(histograms), clientJava(histograms));
        }
    }

    /** Ours, in bytes a label set. */
    static long narthex(Histograms histograms) {
        Dimension<String> name = Dimension.open("name", key -> key);
        Measure<String> count = Measure.count("count", Unit.ONE);
        List<Measure<String>> measures = new ArrayList<>();
        TIMES.forEach(time -> measures.add(Measure.distribution(time, Unit.SECONDS)));
        SIZES.forEach(size -> measures.add(Measure.distribution(size, Unit.BYTES)));
        Settings settings = Settings.create();
        Cube.Builder<String> builder =
                Cube.<String>builder("heap").histograms(histograms).records(count);
        measures.forEach(builder::records);
        builder.published(measures.stream()
                .map(measure -> Rollup.histogram(measure, measure.name(), "Observed.", bounds(measure, settings))
                        .by(name))
                .toList());
        return perLabelSet(() -> {
            Cube<String> cube = builder.build();
            Draw draw = new Draw();
            for (int set = 0; set < LABEL_SETS; set++) {
                for (int i = 0; i < OBSERVATIONS; i++) {
                    var cell = cube.cell("name " + set);
                    cell.count();
                    for (Measure<String> measure : measures) {
                        cell.observe(
                                cube.distribution(measure),
                                measure.unit() == Unit.SECONDS ? draw.nanos() : draw.bytes());
                    }
                }
            }
            return cube;
        });
    }

    /** The peer's, in bytes a label set. */
    static long clientJava(Histograms histograms) {
        return perLabelSet(() -> {
            List<Object> subjects = new ArrayList<>();
            Counter counter = Counter.builder()
                    .name("count")
                    .labelNames("name")
                    .withoutExemplars()
                    .build();
            List<Histogram> times = TIMES.stream()
                    .map(time -> histogram(time, histograms, ClientJava.LATENCY_BOUNDS))
                    .toList();
            List<Histogram> sizes = SIZES.stream()
                    .map(size -> histogram(size, histograms, ClientJava.bodyBounds()))
                    .toList();
            subjects.addAll(List.of(counter, times, sizes));
            Draw draw = new Draw();
            for (int set = 0; set < LABEL_SETS; set++) {
                String name = "name " + set;
                for (int i = 0; i < OBSERVATIONS; i++) {
                    counter.labelValues(name).inc();
                    times.forEach(time -> time.labelValues(name).observe(draw.nanos() / 1e9));
                    sizes.forEach(size -> size.labelValues(name).observe((double) draw.bytes()));
                }
            }
            return subjects;
        });
    }

    /** Log-normal durations and sizes, the same for everybody. */
    private static final class Draw {

        private final Random random = new Random(7);

        long nanos() {
            return (long) (20e6 * Math.exp(random.nextGaussian()));
        }

        long bytes() {
            return (long) (4_000 * Math.exp(1.5 * random.nextGaussian()));
        }
    }

    /** Makes something, and says how many bytes of it live. */
    private interface Subject {
        Object make();
    }

    private static long perLabelSet(Subject subject) {
        subject.make(); // classes and constants are nobody's label set
        long before = Footprint.used();
        Object made = subject.make();
        try {
            return (Footprint.used() - before) / LABEL_SETS;
        } finally {
            Reference.reachabilityFence(made);
        }
    }

    private static Buckets bounds(Measure<String> measure, Settings settings) {
        return measure.unit() == Unit.SECONDS ? settings.latencyBuckets() : settings.bodyBuckets();
    }

    private static Histogram histogram(String name, Histograms histograms, double[] bounds) {
        return ClientJava.published(
                Histogram.builder().name(name).labelNames("name").classicUpperBounds(bounds), histograms);
    }
}
