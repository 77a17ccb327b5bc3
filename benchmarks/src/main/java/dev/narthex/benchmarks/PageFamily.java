// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * One family of the page, for peers that are filled by a table; what {@link ClientJava} has, but for the requests in
 * flight.
 *
 * @param name its name
 * @param labels the names of its labels
 * @param values the values of its labels for a kind of request; empty where this kind is not counted
 * @param bounds the upper bounds of its buckets; empty for a counter
 * @param amount what a request adds
 */
record PageFamily(
        String name,
        List<String> labels,
        Function<Key, List<String>> values,
        List<Double> bounds,
        ToDoubleFunction<Request> amount) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<Double> SECONDS =
            DoubleStream.of(ClientJava.LATENCY_BOUNDS).boxed().toList();
    private static final List<Double> BYTES =
            DoubleStream.of(ClientJava.bodyBounds()).boxed().toList();

    /** All of them. */
    static List<PageFamily> all() {
        List<PageFamily> all = new ArrayList<>();
        all.add(counter("requests_before_middlewares", List.of(), key -> List.of()));
        all.add(counter("responses_before_middlewares", List.of(), key -> List.of()));
        all.add(counter("requests_total_by_method", List.of("method"), key -> List.of(key.method())));
        all.add(counter("requests_total_by_transport", List.of("transport"), key -> List.of(key.scheme())));
        all.add(counter(
                "requests_total_by_view_transport_method",
                List.of("view", "transport", "method"),
                key -> List.of(key.view(), key.scheme(), key.method())));
        all.add(counter(
                "responses_total_by_templatename",
                List.of("templatename"),
                key -> key.template() == null ? List.of() : List.of(key.template())));
        all.add(counter("responses_total_by_status", List.of("status"), key -> List.of(key.statusLabel())));
        all.add(counter(
                "responses_total_by_status_view_method",
                List.of("status", "view", "method"),
                key -> List.of(key.statusLabel(), key.view(), key.method())));
        all.add(counter("responses_total_by_charset", List.of("charset"), key -> List.of(ClientJava.charset(key))));
        all.add(counter("requests", List.of("method", "view"), key -> List.of(key.method(), key.view())));
        all.add(new PageFamily(
                "requests_latency_including_middlewares_seconds",
                List.of(),
                key -> List.of(),
                SECONDS,
                request -> request.totalNanos() / NANOS_PER_SECOND));
        all.add(new PageFamily(
                "requests_latency_seconds_by_view_method",
                List.of("view", "method"),
                key -> List.of(key.view(), key.method()),
                SECONDS,
                request -> request.viewNanos() / NANOS_PER_SECOND));
        all.add(new PageFamily(
                "requests_latency_seconds",
                List.of(),
                key -> List.of(),
                SECONDS,
                request -> request.viewNanos() / NANOS_PER_SECOND));
        all.add(new PageFamily("requests_body_total_bytes", List.of(), key -> List.of(), BYTES, Request::requestBytes));
        all.add(new PageFamily(
                "responses_body_total_bytes", List.of(), key -> List.of(), BYTES, Request::responseBytes));
        return List.copyOf(all);
    }

    private static PageFamily counter(String name, List<String> labels, Function<Key, List<String>> values) {
        return new PageFamily(name, labels, values, List.of(), request -> 1);
    }

    /** Whether it is a distribution. */
    boolean isDistribution() {
        return !bounds.isEmpty();
    }

    /** Whether a request is counted here. */
    boolean counts(Request request) {
        return values.apply(request.key()).size() == labels.size();
    }

    /** Its name on the page. */
    String fullName() {
        return "django_http_" + name;
    }
}
