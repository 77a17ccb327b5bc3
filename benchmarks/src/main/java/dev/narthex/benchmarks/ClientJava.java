// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import dev.narthex.core.Histograms;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The same families by the Prometheus Java client: classic histograms, no exemplars. It is given the durations and the
 * charset, and reads no clock. Thread-safe.
 */
final class ClientJava {

    static final double[] LATENCY_BOUNDS = {
        0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 25, 50, 75
    };
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();

    // What django-prometheus touches for a request.
    private final Counter arrivals = counter("requests_before_middlewares");
    private final Counter completions = counter("responses_before_middlewares");
    private final Counter ajax = counter("ajax_requests");
    private final Counter byMethod = counter("requests_total_by_method", "method");
    private final Counter byTransport = counter("requests_total_by_transport", "transport");
    private final Counter byView = counter("requests_total_by_view_transport_method", "view", "transport", "method");
    private final Counter byTemplate = counter("responses_total_by_templatename", "templatename");
    private final Counter byStatus = counter("responses_total_by_status", "status");
    private final Counter byStatusViewMethod =
            counter("responses_total_by_status_view_method", "status", "view", "method");
    private final Counter byCharset = counter("responses_total_by_charset", "charset");
    private final Histogram total = histogram("requests_latency_including_middlewares_seconds", LATENCY_BOUNDS);
    private final Histogram byViewMethod =
            histogram("requests_latency_seconds_by_view_method", LATENCY_BOUNDS, "view", "method");
    private final Histogram requestBody = histogram("requests_body_total_bytes", bodyBounds());
    private final Histogram responseBody = histogram("responses_body_total_bytes", bodyBounds());

    // What our page has beside them.
    private final Counter requests = counter("requests", "method", "view");
    private final Histogram latency = histogram("requests_latency_seconds", LATENCY_BOUNDS);
    private final Gauge inFlight = Gauge.builder()
            .name("django_http_requests_in_flight")
            .help("Requests that have arrived and not completed.")
            .labelNames("method")
            .register(registry);

    private final List<Children> childrenByKey;
    private final Map<Ending, Children> childrenByEnding = new ConcurrentHashMap<>();

    private ClientJava(Workload workload) {
        this.childrenByKey = workload.keys().stream().map(this::children).toList();
        for (Key key : workload.keys()) {
            childrenByEnding.put(
                    new Ending(key.view(), key.method(), key.scheme(), key.status()), childrenByKey.get(key.number()));
        }
    }

    /** Without a child yet but for those that are resolved before a request. */
    static ClientJava of(Workload workload) {
        return new ClientJava(workload);
    }

    /** What a page is made of. */
    PrometheusRegistry registry() {
        return registry;
    }

    /** One request as most people would write it: every child is looked up by its labels. */
    void playNaively(Request request) {
        Key key = request.key();
        arrivals.inc();
        byMethod.labelValues(key.method()).inc();
        byTransport.labelValues(key.scheme()).inc();
        if (request.ajax()) {
            ajax.inc();
        }
        byView.labelValues(key.view(), key.scheme(), key.method()).inc();
        if (key.template() != null) {
            byTemplate.labelValues(key.template()).inc();
        }
        byStatus.labelValues(key.statusLabel()).inc();
        byStatusViewMethod
                .labelValues(key.statusLabel(), key.view(), key.method())
                .inc();
        byCharset.labelValues(charset(key)).inc();
        byViewMethod.labelValues(key.view(), key.method()).observe(request.viewNanos() / NANOS_PER_SECOND);
        requestBody.observe((double) request.requestBytes());
        responseBody.observe((double) request.responseBytes());
        completions.inc();
        total.observe(request.totalNanos() / NANOS_PER_SECOND);
    }

    /** The same with all children at hand: even the look-up by key is free. */
    void playResolved(Request request) {
        play(request, childrenByKey.get(request.key().number()));
    }

    private static void play(Request request, Children children) {
        children.arrivals.inc();
        children.byMethod.inc();
        children.byTransport.inc();
        if (request.ajax()) {
            children.ajax.inc();
        }
        children.byView.inc();
        if (children.byTemplate != null) {
            children.byTemplate.inc();
        }
        children.byStatus.inc();
        children.byStatusViewMethod.inc();
        children.byCharset.inc();
        children.byViewMethod.observe(request.viewNanos() / NANOS_PER_SECOND);
        children.requestBody.observe((double) request.requestBytes());
        children.responseBody.observe((double) request.responseBytes());
        children.completions.inc();
        children.total.observe(request.totalNanos() / NANOS_PER_SECOND);
    }

    /** The same with all children of a kind of request in one table, found by what tells the kinds apart. */
    void playByKey(Request request) {
        Key key = request.key();
        Ending ending = new Ending(key.view(), key.method(), key.scheme(), key.status());
        play(request, Objects.requireNonNull(childrenByEnding.get(ending)));
    }

    /** What our page has beside the families of django-prometheus; for the page alone. */
    void playRest(Request request) {
        Key key = request.key();
        inFlight.labelValues(key.method()).inc();
        requests.labelValues(key.method(), key.view()).inc();
        latency.observe(request.viewNanos() / NANOS_PER_SECOND);
        inFlight.labelValues(key.method()).dec();
    }

    private Children children(Key key) {
        return new Children(
                arrivals,
                completions,
                ajax,
                byMethod.labelValues(key.method()),
                byTransport.labelValues(key.scheme()),
                byView.labelValues(key.view(), key.scheme(), key.method()),
                key.template() == null ? null : byTemplate.labelValues(key.template()),
                byStatus.labelValues(key.statusLabel()),
                byStatusViewMethod.labelValues(key.statusLabel(), key.view(), key.method()),
                byCharset.labelValues(charset(key)),
                total,
                byViewMethod.labelValues(key.view(), key.method()),
                requestBody,
                responseBody);
    }

    static String charset(Key key) {
        return key.contentType().endsWith("ISO-8859-1") ? "iso-8859-1" : "utf-8";
    }

    private Counter counter(String name, String... labels) {
        return Counter.builder()
                .name("django_http_" + name)
                .help("A counter of requests or responses.")
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    /** A histogram of one kind or both, of the resolution that we have, without exemplars. */
    static Histogram published(Histogram.Builder histogram, Histograms histograms) {
        switch (histograms) {
            case CLASSIC -> histogram.classicOnly();
            case NATIVE -> histogram.nativeOnly();
            case BOTH -> {} // is what it does by itself
        }
        return histogram.nativeInitialSchema(3).withoutExemplars().build();
    }

    private Histogram histogram(String name, double[] bounds, String... labels) {
        return Histogram.builder()
                .name("django_http_" + name)
                .help("A distribution of requests or responses.")
                .classicOnly()
                .classicUpperBounds(bounds)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    /** 0, then the powers of two from 1 to 2^29 bytes. */
    static double[] bodyBounds() {
        double[] bounds = new double[31];
        for (int power = 0; power < 30; power++) {
            bounds[power + 1] = 1L << power;
        }
        return bounds;
    }

    /** What tells the kinds of request apart when one ends. */
    private record Ending(String view, String method, String scheme, int status) {}

    /** All that one kind of request touches. */
    private record Children(
            CounterDataPoint arrivals,
            CounterDataPoint completions,
            CounterDataPoint ajax,
            CounterDataPoint byMethod,
            CounterDataPoint byTransport,
            CounterDataPoint byView,
            @Nullable CounterDataPoint byTemplate,
            CounterDataPoint byStatus,
            CounterDataPoint byStatusViewMethod,
            CounterDataPoint byCharset,
            DistributionDataPoint total,
            DistributionDataPoint byViewMethod,
            DistributionDataPoint requestBody,
            DistributionDataPoint responseBody) {}
}
