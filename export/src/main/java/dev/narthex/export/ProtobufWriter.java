// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Histograms;
import dev.narthex.core.SettingException;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes families of client_java's model as delimited protobuf, by client_java's own writer, which need not be on the
 * class path unless histograms are native. Thread-safe.
 */
final class ProtobufWriter {

    private ProtobufWriter() {}

    /**
     * Checks that it can be had where it is needed.
     *
     * @throws SettingException if histograms are native and nobody could write them
     */
    static void require(Histograms histograms) {
        if (histograms.exponential() && !isAvailable()) {
            throw new SettingException(
                    "narthex.export.histograms",
                    "must be classic where client_java cannot write protobuf",
                    histograms.settingName(),
                    "add io.prometheus:prometheus-metrics-exposition-formats; it and the other artifacts of client_java"
                            + " must be of one version, 1.6 or later");
        }
    }

    /** Appends one family; its parts have different labels. */
    static void write(TextBuffer page, List<MetricSnapshot> family) {
        try {
            OutputStream out = page.asStream();
            new PrometheusProtobufWriter().write(out, new MetricSnapshots(family), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // it is a buffer
        }
    }

    private static boolean isAvailable() {
        try {
            return FamilyCollector.isSupported() && new PrometheusProtobufWriter().isAvailable();
        } catch (LinkageError missing) {
            return false;
        }
    }
}
