// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Sampled;

/** Writes a sampled family: its values are read now. */
final class SampledWriter implements FamilyWriter {

    private final Sampled family;
    private final Head head;

    SampledWriter(Sampled family, Head head) {
        this.family = family;
        this.head = head;
    }

    @Override
    public void write(TextBuffer page, Format format) {
        head.write(page, format);
        for (Sampled.Sample sample : family.samples().get()) {
            page.append(Lines.start(family.name(), Labels.text(family.labelNames(), sample.labelValues())));
            page.append(Labels.utf8(Numbers.value(sample.value()) + "\n"));
        }
    }
}
