// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Family;
import dev.narthex.core.Sampled;
import java.util.Map;

/** Writes a sampled family: its values are read now. */
final class SampledWriter implements FamilyWriter {

    private final Sampled family;
    private final Head head;
    private final Map<String, String> constants;
    private final RisingValues counters = new RisingValues();

    SampledWriter(Sampled family, Head head, Map<String, String> constants) {
        this.constants = constants;
        this.family = family;
        this.head = head;
    }

    @Override
    public void write(TextBuffer page, Format format) {
        head.write(page, format);
        for (Sampled.Sample sample : family.samples().get()) {
            String labels = labels(sample).text();
            Lines.start(page, family.name(), labels);
            page.append(Numbers.value(published(labels, sample.value())));
            page.append((byte) '\n');
        }
        counters.endScrape();
    }

    @Override
    public void collect(FamilySnapshot snapshot) {
        for (Sampled.Sample sample : family.samples().get()) {
            LabelSet labels = labels(sample);
            snapshot.value(labels, published(labels.text(), sample.value()));
        }
        counters.endScrape();
    }

    private LabelSet labels(Sampled.Sample sample) {
        return LabelSet.of(family.labelNames(), sample.labelValues(), constants);
    }

    private double published(String labels, double value) {
        return family.type() == Family.Type.COUNTER ? counters.published(labels, value) : value;
    }
}
