// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one family of client_java's model in our formats, so that the page is one: names, numbers and escapes as ours
 * are, no created timestamps, exemplars in OpenMetrics alone (E13). Uses the model alone, and of that what every version
 * from 1.3 on has. One object a family and scrape. Long, because there are eight types.
 */
final class SnapshotWriter {

    private final TextBuffer page;
    private final Format format;
    private final String name;
    private final RisingValues counters;
    private final Set<String> written = new HashSet<>();

    SnapshotWriter(TextBuffer page, Format format, String name, RisingValues counters) {
        this.page = page;
        this.format = format;
        this.name = name;
        this.counters = counters;
    }

    /** The family's name without what its type puts behind it. */
    static String stem(MetricSnapshot snapshot) {
        String name = snapshot.getMetadata().getPrometheusName();
        String suffix =
                snapshot instanceof CounterSnapshot ? "_total" : snapshot instanceof InfoSnapshot ? "_info" : "";
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }

    /** The family's name in text 0.0.4, which is that of its samples but for histograms and summaries. */
    static String publishedName(MetricSnapshot snapshot) {
        String suffix =
                snapshot instanceof CounterSnapshot ? "_total" : snapshot instanceof InfoSnapshot ? "_info" : "";
        return stem(snapshot) + suffix;
    }

    /** Every name that the family, or a sample of it, has in some format. */
    static Set<String> names(MetricSnapshot snapshot) {
        String name = stem(snapshot);
        if (snapshot instanceof CounterSnapshot) {
            return Set.of(name, name + "_total", name + "_created");
        }
        if (snapshot instanceof InfoSnapshot) {
            return Set.of(name, name + "_info");
        }
        if (snapshot instanceof HistogramSnapshot) {
            return Set.of(name, name + "_bucket", name + "_sum", name + "_count", name + "_created");
        }
        return snapshot instanceof SummarySnapshot
                ? Set.of(name, name + "_sum", name + "_count", name + "_created")
                : Set.of(name);
    }

    /** Writes snapshots of one family, all of one type; those after the first have other labels. */
    void write(List<MetricSnapshot> family) {
        head(family.get(0)).write(page, format);
        for (MetricSnapshot snapshot : family) {
            samples(snapshot);
        }
    }

    private Head head(MetricSnapshot snapshot) {
        String help = snapshot.getMetadata().getHelp();
        if (snapshot instanceof CounterSnapshot) {
            return Head.counter(name + "_total", help);
        }
        if (snapshot instanceof InfoSnapshot) {
            return Head.differing(name + "_info", "gauge", name, "info", help);
        }
        if (snapshot instanceof StateSetSnapshot) {
            return Head.differing(name, "gauge", name, "stateset", help);
        }
        if (snapshot instanceof HistogramSnapshot histogram) {
            return histogram.isGaugeHistogram()
                    ? Head.differing(name, "histogram", name, "gaugehistogram", help)
                    : Head.same(name, "histogram", help);
        }
        if (snapshot instanceof SummarySnapshot) {
            return Head.same(name, "summary", help);
        }
        return snapshot instanceof GaugeSnapshot ? Head.same(name, "gauge", help) : Head.untyped(name, help);
    }

    private void samples(MetricSnapshot snapshot) {
        if (snapshot instanceof CounterSnapshot counter) {
            counter.getDataPoints().forEach(this::counter);
        } else if (snapshot instanceof GaugeSnapshot gauge) {
            for (GaugeDataPointSnapshot point : gauge.getDataPoints()) {
                sample(name, Labels.text(point.getLabels()), point.getValue(), null);
            }
        } else if (snapshot instanceof UnknownSnapshot unknown) {
            for (UnknownDataPointSnapshot point : unknown.getDataPoints()) {
                sample(name, Labels.text(point.getLabels()), point.getValue(), null);
            }
        } else if (snapshot instanceof HistogramSnapshot histogram) {
            for (HistogramDataPointSnapshot point : histogram.getDataPoints()) {
                histogram(point, histogram.isGaugeHistogram() && format.isOpenMetrics() ? "_g" : "_");
            }
        } else if (snapshot instanceof SummarySnapshot summary) {
            summary.getDataPoints().forEach(this::summary);
        } else if (snapshot instanceof InfoSnapshot info) {
            for (InfoDataPointSnapshot point : info.getDataPoints()) {
                sample(name + "_info", Labels.text(point.getLabels()), 1, null);
            }
        } else if (snapshot instanceof StateSetSnapshot states) {
            states.getDataPoints().forEach(this::states);
        }
    }

    private void counter(CounterDataPointSnapshot point) {
        if (point.getValue() >= 0) { // NaN is no count (E9): left out
            String labels = Labels.text(point.getLabels());
            double value = counters.published(name + "{" + labels, point.getValue());
            sample(name + "_total", labels, value, point.getExemplar());
        }
    }

    private void histogram(HistogramDataPointSnapshot point, String beforeSumAndCount) {
        String labels = Labels.text(point.getLabels());
        if (!written.add(labels)) {
            return; // equal once they were cut to length; twice would cost the scrape
        }
        ClassicHistogramBuckets buckets = point.getClassicBuckets();
        long count = 0;
        double below = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < buckets.size(); i++) {
            double bound = buckets.getUpperBound(i);
            count += buckets.getCount(i);
            bucket(labels, bound, count, point.getExemplars().get(below, bound));
            below = bound;
        }
        if (below != Double.POSITIVE_INFINITY) { // it has native buckets alone
            count = point.getCount();
            bucket(labels, Double.POSITIVE_INFINITY, count, point.getExemplars().getLatest());
        }
        if (point.hasSum()) {
            line(name + beforeSumAndCount + "sum", labels, point.getSum(), null);
        }
        line(name + beforeSumAndCount + "count", labels, (double) count, null);
    }

    private void bucket(String labels, double bound, long count, @Nullable Exemplar exemplar) {
        line(name + "_bucket", Labels.with(labels, "le", Numbers.bound(bound)), (double) count, exemplar);
    }

    private void summary(SummaryDataPointSnapshot point) {
        String labels = Labels.text(point.getLabels());
        if (!written.add(labels)) {
            return;
        }
        for (Quantile quantile : point.getQuantiles()) {
            line(
                    name,
                    Labels.with(labels, "quantile", Numbers.bound(quantile.getQuantile())),
                    quantile.getValue(),
                    null);
        }
        if (point.hasSum()) {
            line(name + "_sum", labels, point.getSum(), null);
        }
        if (point.hasCount()) {
            line(name + "_count", labels, (double) point.getCount(), null);
        }
    }

    private void states(StateSetDataPointSnapshot point) {
        for (int i = 0; i < point.size(); i++) {
            String labels = Labels.with(Labels.text(point.getLabels()), name, point.getName(i));
            sample(name, labels, point.isTrue(i) ? 1 : 0, null);
        }
    }

    /** A series of one line; left out where the same labels are there already. */
    private void sample(String sampleName, String labels, double value, @Nullable Exemplar exemplar) {
        if (written.add(labels)) {
            line(sampleName, labels, value, exemplar);
        }
    }

    private void line(String sampleName, String labels, double value, @Nullable Exemplar exemplar) {
        page.append(Lines.start(sampleName, labels));
        page.append(Labels.utf8(Numbers.value(value)));
        if (exemplar != null && format.isOpenMetrics()) {
            page.append(Labels.utf8(ModelExemplar.text(exemplar)));
        }
        page.append((byte) '\n');
    }
}
