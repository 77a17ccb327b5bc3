// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Unit;
import java.util.ArrayList;
import java.util.List;

/** Writes a roll-up of a count: one line a series. */
final class CountWriter implements FamilyWriter {

    private final RollupReader<?> reader;
    private final Unit unit;
    private final Head head;
    private final List<byte[]> starts = new ArrayList<>();

    CountWriter(RollupReader<?> reader, Head head) {
        this.reader = reader;
        this.unit = reader.rollup().measure().unit();
        this.head = head;
    }

    @Override
    public void write(TextBuffer page, Format format) {
        head.write(page, format);
        for (int series = 0; series < reader.size(); series++) {
            if (series == starts.size()) {
                starts.add(Lines.start(
                        reader.rollup().name(), reader.labels(series).text()));
            }
            page.append(starts.get(series));
            Lines.endAmount(page, reader.amount(series, 0), unit);
        }
    }

    @Override
    public void collect(FamilySnapshot snapshot) {
        for (int series = 0; series < reader.size(); series++) {
            snapshot.value(reader.labels(series), unit.published(reader.amount(series, 0)));
        }
    }
}
