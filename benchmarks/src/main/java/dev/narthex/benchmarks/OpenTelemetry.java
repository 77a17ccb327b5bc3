// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.instrumentation.api.instrumenter.OperationListener;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerMetrics;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * OpenTelemetry's SDK, read by its reader for Prometheus, with the bounds that the HTTP conventions advise; no clock is
 * read. Thread-safe.
 */
final class OpenTelemetry {

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<String> VERSION = AttributeKey.stringKey("network.protocol.version");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final List<Double> SECONDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrometheusMetricReader reader = PrometheusMetricReader.create();
    private final Meter meter =
            SdkMeterProvider.builder().registerMetricReader(reader).build().get("narthex-benchmarks");
    private final OperationListener server = HttpServerMetrics.get().create(meter);
    private final LongUpDownCounter active =
            meter.upDownCounterBuilder("active_requests").build();
    private final DoubleHistogram total = seconds("request_duration");
    private final DoubleHistogram view = seconds("view_duration");
    private final LongHistogram requestBody =
            meter.histogramBuilder("request_body").ofLongs().setUnit("By").build();
    private final LongHistogram responseBody =
            meter.histogramBuilder("response_body").ofLongs().setUnit("By").build();
    private final List<Attributes> startsByKey;
    private final List<Attributes> endsByKey;

    private OpenTelemetry(Workload workload) {
        startsByKey = workload.keys().stream().map(OpenTelemetry::start).toList();
        endsByKey = workload.keys().stream().map(key -> ready(key)).toList();
    }

    static OpenTelemetry of(Workload workload) {
        return new OpenTelemetry(workload);
    }

    /** What a scrape gets. */
    String page() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, reader.collect());
        return out.toString(StandardCharsets.UTF_8);
    }

    /** One histogram, its attributes at hand: even the look-up by key is free. */
    void recordOne(Request request) {
        total.record(
                request.totalNanos() / NANOS_PER_SECOND,
                endsByKey.get(request.key().number()));
    }

    /** Four histograms and the requests in flight, all attributes at hand. */
    void recordFour(Request request) {
        int number = request.key().number();
        Attributes start = startsByKey.get(number);
        Attributes end = endsByKey.get(number);
        active.add(1, start);
        total.record(request.totalNanos() / NANOS_PER_SECOND, end);
        view.record(request.viewNanos() / NANOS_PER_SECOND, end);
        requestBody.record(request.requestBytes(), end);
        responseBody.record(request.responseBytes(), end);
        active.add(-1, start);
    }

    /** The listener behind every server instrumentation of OpenTelemetry, with attributes as they come with a request. */
    Context listen(Request request) {
        Context started = server.onStart(Context.root(), start(request.key()), 0);
        server.onEnd(started, end(request.key()), request.totalNanos());
        return started;
    }

    private DoubleHistogram seconds(String name) {
        return meter.histogramBuilder(name)
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
    }

    private static Attributes start(Key key) {
        return Attributes.of(METHOD, key.method(), SCHEME, key.scheme(), VERSION, "1.1");
    }

    private static Attributes end(Key key) {
        return Attributes.of(ROUTE, key.route(), STATUS, (long) key.status());
    }

    private static Attributes ready(Key key) {
        return start(key).toBuilder().putAll(end(key)).build();
    }
}
