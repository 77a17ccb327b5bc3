// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The families of the page by OpenTelemetry, read and written by its exporter for Prometheus. */
final class OpenTelemetryPage {

    /** Beyond it the SDK folds attributes; 2,000 by default. */
    private static final int SERIES = 1_000_000;

    private final PrometheusMetricReader reader = PrometheusMetricReader.create();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final List<Recorded> families = new ArrayList<>();

    OpenTelemetryPage() {
        Meter meter = SdkMeterProvider.builder()
                .registerMetricReader(reader, instrument -> SERIES)
                .build()
                .get("narthex-benchmarks");
        for (PageFamily family : PageFamily.all()) {
            families.add(new Recorded(family, recorder(meter, family)));
        }
    }

    /** Counts a request in every family. */
    void play(Request request) {
        for (Recorded recorded : families) {
            PageFamily family = recorded.family;
            if (family.counts(request)) {
                recorded.recorder.record(family.amount().applyAsDouble(request), attributes(family, request.key()));
            }
        }
    }

    /** Writes the page. */
    void writeTo(OutputStream out) throws IOException {
        writer.write(out, reader.collect());
    }

    private static Recorder recorder(Meter meter, PageFamily family) {
        if (family.isDistribution()) {
            DoubleHistogram histogram = meter.histogramBuilder(family.fullName())
                    .setExplicitBucketBoundariesAdvice(family.bounds())
                    .build();
            return histogram::record;
        }
        LongCounter counter = meter.counterBuilder(family.fullName()).build();
        return (amount, attributes) -> counter.add((long) amount, attributes);
    }

    private static Attributes attributes(PageFamily family, Key key) {
        List<String> values = family.values().apply(key);
        AttributesBuilder attributes = Attributes.builder();
        for (int i = 0; i < values.size(); i++) {
            attributes.put(family.labels().get(i), values.get(i));
        }
        return attributes.build();
    }

    private record Recorded(PageFamily family, Recorder recorder) {}

    private interface Recorder {
        void record(double amount, Attributes attributes);
    }
}
