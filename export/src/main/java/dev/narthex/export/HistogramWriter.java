// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Buckets;
import dev.narthex.core.Unit;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a roll-up of a distribution: cumulated buckets, sum and count. The count is the last bucket, so the two agree
 * by construction (E11).
 */
final class HistogramWriter implements FamilyWriter {

    private final RollupReader<?> reader;
    private final Unit unit;
    private final Head head;
    /** What follows the labels in the line of each bucket: {@code le="0.5"} . */
    private final byte[][] bounds;

    private final List<Series> all = new ArrayList<>();

    HistogramWriter(RollupReader<?> reader, Head head) {
        this.reader = reader;
        this.unit = reader.rollup().measure().unit();
        this.head = head;
        Buckets buckets = reader.published();
        this.bounds = new byte[buckets.size()][];
        for (int i = 0; i < bounds.length; i++) {
            String bound = i == bounds.length - 1 ? "+Inf" : Numbers.bound(buckets.bound(i), unit);
            bounds[i] = Labels.utf8("le=\"" + bound + "\"} ");
        }
    }

    @Override
    public void write(TextBuffer page, Format format) {
        head.write(page, format);
        for (int index = 0; index < reader.size(); index++) {
            if (index == all.size()) {
                all.add(new Series(reader.rollup().name(), reader.labels(index).text()));
            }
            write(page, format, index, all.get(index));
        }
    }

    @Override
    public void collect(FamilySnapshot snapshot) {
        for (int index = 0; index < reader.size(); index++) {
            NativeBuckets exponential = reader.nativeCounts().buckets(index);
            double sum = unit.published(reader.amount(index, bounds.length));
            snapshot.histogram(reader.labels(index), classic(index, exponential), exponential, sum, exemplars(index));
        }
    }

    /** Empty where there are exponential buckets and no bound of a classic one. */
    private ClassicHistogramBuckets classic(int index, NativeBuckets exponential) {
        if (bounds.length == 1 && exponential.present()) {
            return ClassicHistogramBuckets.EMPTY;
        }
        long[] counts = new long[bounds.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = reader.amount(index, i);
        }
        return ClassicHistogramBuckets.of(publishedBounds(), counts);
    }

    private Exemplars exemplars(int index) {
        List<Exemplar> known = new ArrayList<>();
        for (int i = 0; i < bounds.length; i++) {
            Exemplar exemplar = exemplar(index, i);
            if (exemplar != null) {
                known.add(exemplar);
            }
        }
        return known.isEmpty() ? Exemplars.EMPTY : Exemplars.of(known);
    }

    private @Nullable Exemplar exemplar(int index, int bucket) {
        return ModelExemplar.of(reader.exemplar(index, bucket), unit);
    }

    private double[] publishedBounds() {
        double[] published = new double[bounds.length];
        for (int i = 0; i < published.length - 1; i++) {
            published[i] = unit.published(reader.published().bound(i));
        }
        published[published.length - 1] = Double.POSITIVE_INFINITY;
        return published;
    }

    private void write(TextBuffer page, Format format, int index, Series series) {
        long count = 0;
        for (int i = 0; i < bounds.length; i++) {
            count += reader.amount(index, i);
            page.append(series.bucket);
            page.append(bounds[i]);
            Exemplar exemplar = format.isOpenMetrics() ? exemplar(index, i) : null;
            if (exemplar == null) {
                Lines.endWhole(page, count);
            } else {
                page.append(count);
                page.append(Labels.utf8(".0" + ModelExemplar.text(exemplar) + "\n"));
            }
        }
        page.append(series.sum);
        Lines.endAmount(page, reader.amount(index, bounds.length), unit);
        page.append(series.count);
        Lines.endWhole(page, count);
    }

    /** What the lines of one series begin with. */
    private static final class Series {

        private final byte[] bucket;
        private final byte[] sum;
        private final byte[] count;

        Series(String name, String labels) {
            this.bucket = Labels.utf8(name + "_bucket{" + (labels.isEmpty() ? "" : labels + ","));
            this.sum = Lines.start(name + "_sum", labels);
            this.count = Lines.start(name + "_count", labels);
        }
    }
}
