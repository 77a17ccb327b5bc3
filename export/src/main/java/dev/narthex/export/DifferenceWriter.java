// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Difference;
import java.util.ArrayList;
import java.util.List;

/** Writes a difference: one line for each series of the minuend. */
final class DifferenceWriter implements FamilyWriter {

    private final Difference family;
    private final RollupReader<?> minuend;
    private final RollupReader<?> subtrahend;
    private final Head head;
    private final List<byte[]> starts = new ArrayList<>();

    DifferenceWriter(Difference family, Head head, RollupReader<?> minuend, RollupReader<?> subtrahend) {
        this.family = family;
        this.minuend = minuend;
        this.subtrahend = subtrahend;
        this.head = head;
    }

    @Override
    public void write(TextBuffer page, Format format) {
        head.write(page, format);
        for (int series = 0; series < minuend.size(); series++) {
            String labels = minuend.labels(series).text();
            if (series == starts.size()) {
                starts.add(Lines.start(family.name(), labels));
            }
            page.append(starts.get(series));
            Lines.endWhole(page, minuend.amount(series, 0) - subtrahend.amount(labels));
        }
    }

    @Override
    public void collect(FamilySnapshot snapshot) {
        for (int series = 0; series < minuend.size(); series++) {
            LabelSet labels = minuend.labels(series);
            snapshot.value(labels, (double) (minuend.amount(series, 0) - subtrahend.amount(labels.text())));
        }
    }
}
