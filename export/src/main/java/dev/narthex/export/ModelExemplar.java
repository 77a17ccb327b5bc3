// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Unit;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

/** Exemplars in client_java's model, and how OpenMetrics writes them. */
final class ModelExemplar {

    /** What OpenMetrics allows an exemplar's labels, names and values together. */
    private static final int MAX_CODE_POINTS = 128;

    private ModelExemplar() {}

    /** One of ours; null where there is none, or where it is longer than OpenMetrics and Prometheus allow (E13). */
    static @Nullable Exemplar of(dev.narthex.core.@Nullable Exemplar exemplar, Unit unit) {
        if (exemplar == null) {
            return null;
        }
        Labels labels = Labels.of(Exemplar.TRACE_ID, exemplar.traceId(), Exemplar.SPAN_ID, exemplar.spanId());
        Exemplar model = new Exemplar(unit.published(exemplar.amount()), labels, exemplar.epochMillis());
        return isShort(model) ? model : null;
    }

    /** What stands behind a value; empty where the labels are longer than OpenMetrics allows (E13). */
    static String text(Exemplar exemplar) {
        if (!isShort(exemplar)) {
            return "";
        }
        String text = " # {" + dev.narthex.export.Labels.text(exemplar.getLabels()) + "} "
                + Numbers.value(exemplar.getValue());
        return exemplar.hasTimestamp() ? text + " " + Numbers.seconds(exemplar.getTimestampMillis()) : text;
    }

    private static boolean isShort(Exemplar exemplar) {
        int codePoints = exemplar.getLabels().stream()
                .map(label -> label.getName() + label.getValue())
                .mapToInt(text -> text.codePointCount(0, text.length()))
                .sum();
        return codePoints <= MAX_CODE_POINTS;
    }
}
