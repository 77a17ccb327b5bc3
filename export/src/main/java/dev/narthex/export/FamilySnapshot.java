// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Family;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;

/** One family of ours on its way into client_java's model. One object a family and scrape. */
final class FamilySnapshot {

    /** No created timestamp. */
    private static final long NONE = 0;

    private final Family family;
    private final Family.Type type;
    private final List<Value> values = new ArrayList<>();
    private final List<HistogramDataPointSnapshot> histograms = new ArrayList<>();

    private record Value(Labels labels, double value) {}

    /**
     * An empty snapshot.
     *
     * @param hasTwin whether the same values are there untyped: to the model both are then of an unknown type
     */
    FamilySnapshot(Family family, boolean hasTwin) {
        this.family = family;
        this.type = hasTwin ? Family.Type.UNTYPED : family.type();
    }

    /** What the model calls a family: a counter goes without its {@code _total}, an info without its {@code _info}. */
    static String modelName(Family family, boolean hasTwin) {
        String name = family.name();
        if (family.type() == Family.Type.INFO) {
            return name.substring(0, name.length() - Family.INFO_SUFFIX.length());
        }
        return family.type() == Family.Type.COUNTER && !hasTwin
                ? name.substring(0, name.length() - Family.COUNTER_SUFFIX.length())
                : name;
    }

    void value(LabelSet labels, double value) {
        values.add(new Value(labels.model(), value));
    }

    /** Adds a histogram, which is classic, native, or both. */
    void histogram(
            LabelSet labels,
            ClassicHistogramBuckets classic,
            NativeBuckets exponential,
            double sum,
            Exemplars exemplars) {
        histograms.add(new HistogramDataPointSnapshot(
                classic,
                exponential.schema(),
                exponential.zeros(),
                exponential.zeroThreshold(),
                exponential.model(),
                NativeHistogramBuckets.EMPTY,
                sum,
                labels.model(),
                exemplars,
                NONE));
    }

    MetricSnapshot build() {
        MetricMetadata metadata = new MetricMetadata(modelName(family, type == Family.Type.UNTYPED), family.help());
        return switch (type) {
            case COUNTER ->
                new CounterSnapshot(
                        metadata,
                        values.stream()
                                .map(point -> new CounterDataPointSnapshot(point.value(), point.labels(), null, NONE))
                                .toList());
            case GAUGE ->
                new GaugeSnapshot(
                        metadata,
                        values.stream()
                                .map(point -> new GaugeDataPointSnapshot(point.value(), point.labels(), null))
                                .toList());
            case INFO ->
                new InfoSnapshot(
                        metadata,
                        values.stream()
                                .map(point -> new InfoDataPointSnapshot(point.labels()))
                                .toList());
            case UNTYPED ->
                new UnknownSnapshot(
                        metadata,
                        values.stream()
                                .map(point -> new UnknownDataPointSnapshot(point.value(), point.labels(), null))
                                .toList());
            case HISTOGRAM -> new HistogramSnapshot(metadata, histograms);
        };
    }
}
