// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The labels of one series of ours: cut and cleaned, constant ones behind the family's own, none empty. Immutable. */
final class LabelSet {

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final String text;

    private LabelSet(List<String> names, List<String> values, Map<String, String> constants) {
        for (int i = 0; i < names.size(); i++) {
            add(names.get(i), values.get(i));
        }
        constants.forEach(this::add);
        this.text = Labels.text(this.names, this.values);
    }

    /** The labels of a series: the names and values of its family, and those that every series has. */
    static LabelSet of(List<String> names, List<String> values, Map<String, String> constants) {
        return new LabelSet(names, values, constants);
    }

    private void add(String name, String value) {
        if (!value.isEmpty()) {
            names.add(name);
            values.add(Labels.cleaned(value));
        }
    }

    /** As text without braces; two sets with one text are one series. */
    String text() {
        return text;
    }

    /** As the model of client_java has them. */
    io.prometheus.metrics.model.snapshots.Labels model() {
        return io.prometheus.metrics.model.snapshots.Labels.of(names, values);
    }
}
