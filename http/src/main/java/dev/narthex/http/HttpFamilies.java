// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import static dev.narthex.core.Unit.BYTES;
import static dev.narthex.core.Unit.ONE;
import static dev.narthex.core.Unit.SECONDS;

import dev.narthex.core.Buckets;
import dev.narthex.core.Condition;
import dev.narthex.core.Difference;
import dev.narthex.core.Dimension;
import dev.narthex.core.Family;
import dev.narthex.core.Label;
import dev.narthex.core.Measure;
import dev.narthex.core.Naming;
import dev.narthex.core.Rollup;
import dev.narthex.core.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is published about requests, under every naming. A name stands here once; the rest of the project reads it from
 * here. Names, labels and bounds of {@code django}: django-prometheus 2.5.0; of {@code otel}: the semantic conventions
 * for HTTP metrics 1.23 and later, as the OpenTelemetry Java agent 2.33 writes them for Prometheus. The class is a table.
 */
final class HttpFamilies {

    // What is recorded.
    static final Measure<ArrivalKey> ARRIVALS = Measure.count("arrivals", ONE);
    static final Measure<EntryKey> ENTRIES = Measure.count("entries", ONE);
    static final Measure<ViewKey> CHOICES = Measure.count("choices", ONE);
    static final Measure<HttpKey> COMPLETIONS = Measure.count("completions", ONE);
    /** Arrival to completion. */
    static final Measure<HttpKey> DURATION = Measure.distribution("duration", SECONDS);
    /** Entry to the view's end, of what passed the inner filter and is no stream. */
    static final Measure<HttpKey> VIEW_DURATION = Measure.distribution("view duration", SECONDS);

    static final Measure<HttpKey> REQUEST_BODY = Measure.distribution("request body", BYTES);
    static final Measure<HttpKey> RESPONSE_BODY = Measure.distribution("response body", BYTES);

    static final Measure<CostKey> COSTS = Measure.count("costs", ONE);
    static final Measure<CostKey> DATABASE_TIME = Measure.count("database time", SECONDS);
    static final Measure<CostKey> QUERIES = Measure.distribution("queries", ONE);

    // What it is known by.
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final Dimension<ArrivalKey> ARRIVAL_METHOD =
            Dimension.closed("method", key -> key.method().label());
    private static final Dimension<ArrivalKey> ARRIVAL_SCHEME =
            Dimension.closed("scheme", key -> key.scheme().label());
    private static final Dimension<EntryKey> ENTRY_METHOD =
            Dimension.closed("method", key -> key.method().label());
    private static final Dimension<EntryKey> ENTRY_TRANSPORT =
            Dimension.closed("transport", key -> key.transport().label());
    private static final Dimension<EntryKey> AJAX = Dimension.closed("ajax", key -> flag(key.ajax()));
    private static final Dimension<ViewKey> CHOICE_VIEW = Dimension.open("view", ViewKey::view);
    private static final Dimension<ViewKey> CHOICE_TRANSPORT =
            Dimension.closed("transport", key -> key.transport().label());
    private static final Dimension<ViewKey> CHOICE_METHOD =
            Dimension.closed("method", key -> key.method().label());
    private static final Dimension<HttpKey> VIEW = Dimension.open("view", HttpKey::view);
    private static final Dimension<HttpKey> ROUTE = Dimension.open("route", HttpKey::route);
    private static final Dimension<HttpKey> METHOD =
            Dimension.closed("method", key -> key.method().label());
    private static final Dimension<HttpKey> SCHEME =
            Dimension.closed("scheme", key -> key.scheme().label());
    private static final Dimension<HttpKey> STATUS = Dimension.closed("status", HttpKey::statusLabel);
    private static final Dimension<HttpKey> CHARSET = Dimension.open("charset", HttpKey::charset);
    private static final Dimension<HttpKey> TEMPLATE = Dimension.open("templatename", HttpKey::template);
    private static final Dimension<HttpKey> EXCEPTION = Dimension.open("type", HttpKey::exception);
    private static final Dimension<HttpKey> ENTERED = Dimension.closed("entered", key -> flag(key.entered()));
    private static final Dimension<HttpKey> STREAM = Dimension.closed("stream", key -> flag(key.stream()));
    private static final Dimension<HttpKey> ABORTED = Dimension.closed("aborted", key -> flag(key.aborted()));

    private static final Dimension<CostKey> COST_VIEW = Dimension.open("view", CostKey::view);
    private static final Dimension<CostKey> COST =
            Dimension.closed("result", key -> key.kind().label());

    private static final Condition<HttpKey> PASSED_THE_INNER_FILTER = ENTERED.in(YES);
    private static final Condition<HttpKey> IS_NO_STREAM = STREAM.in(NO);
    private static final Condition<HttpKey> RAISED = EXCEPTION.notIn(HttpKey.NONE);

    private static final Buckets QUERY_BUCKETS = Buckets.of(ONE, 0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144);
    private static final Buckets STREAM_BUCKETS = Buckets.of(SECONDS, 1, 5, 15, 60, 300, 900, 3600, 14400);
    /** The advice of the semantic conventions for http.server.request.duration. */
    private static final Buckets OTEL_DURATION_BUCKETS =
            Buckets.of(SECONDS, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10);

    // Counters that nobody can move; they are there because dashboards divide by them.
    private static final Condition<HttpKey> NEVER = VIEW.in();

    private HttpFamilies() {}

    /** The families of all published namings, in the order of the page. */
    static List<Family> of(Settings settings, List<String> customLabels) {
        List<Label<HttpKey>> custom = custom(customLabels);
        List<Family> families = new ArrayList<>();
        if (settings.publishes(Naming.DJANGO)) {
            families.addAll(django(
                    name -> settings.wireName(Naming.DJANGO, name),
                    settings.latencyBuckets(),
                    settings.bodyBuckets(),
                    custom));
            families.addAll(costs(name -> settings.wireName(Naming.DJANGO, name)));
        }
        if (settings.publishes(Naming.OTEL)) {
            families.addAll(otel(name -> settings.wireName(Naming.OTEL, name), settings.bodyBuckets(), custom));
            families.addAll(costs(name -> settings.wireName(Naming.OTEL, name)));
        }
        families.removeIf(family -> !settings.publishes(family.name())); // what nobody reads is not recorded
        return List.copyOf(families);
    }

    private static List<Family> django(
            UnaryOperator<String> wire, Buckets latencies, Buckets bodies, List<Label<HttpKey>> custom) {
        return List.of(
                Rollup.counter(
                        ARRIVALS,
                        wire.apply("http_requests_before_middlewares_total"),
                        "Requests that reached the outer filter, on arrival."),
                Rollup.counter(
                        COMPLETIONS,
                        wire.apply("http_responses_before_middlewares_total"),
                        "Requests that left the outer filter, when they completed."),
                Rollup.histogram(
                                DURATION,
                                wire.apply("http_requests_latency_including_middlewares_seconds"),
                                "Seconds from arrival to completion, filters included, streams left out.",
                                latencies)
                        .where(IS_NO_STREAM),
                Rollup.counter(
                                COMPLETIONS,
                                wire.apply("http_requests_unknown_latency_including_middlewares_total"),
                                "Requests without a known latency; there are none, it stays 0.")
                        .where(NEVER),
                Rollup.histogram(
                                VIEW_DURATION,
                                wire.apply("http_requests_latency_seconds_by_view_method"),
                                "Seconds from passing the inner filter to the end of the view, streams left out.",
                                latencies)
                        .where(PASSED_THE_INNER_FILTER)
                        .where(IS_NO_STREAM)
                        .by(VIEW, METHOD)
                        .alsoBy(custom),
                Rollup.counter(
                                COMPLETIONS,
                                wire.apply("http_requests_unknown_latency_total"),
                                "Requests without a known latency in the view; there are none, it stays 0.")
                        .where(NEVER),
                Rollup.counter(
                                ENTRIES,
                                wire.apply("http_ajax_requests_total"),
                                "Requests with X-Requested-With: XMLHttpRequest, on passing the inner filter.")
                        .where(AJAX.in(YES)),
                Rollup.counter(
                                ENTRIES,
                                wire.apply("http_requests_total_by_method_total"),
                                "Requests by method, on passing the inner filter.")
                        .by(ENTRY_METHOD),
                Rollup.counter(
                                ENTRIES,
                                wire.apply("http_requests_total_by_transport_total"),
                                "Requests by transport, on passing the inner filter.")
                        .by(ENTRY_TRANSPORT),
                Rollup.counter(
                                CHOICES,
                                wire.apply("http_requests_total_by_view_transport_method_total"),
                                "Requests by view, transport and method, when the view is chosen, or at the end where none was.")
                        .by(CHOICE_VIEW, CHOICE_TRANSPORT, CHOICE_METHOD),
                Rollup.histogram(
                        REQUEST_BODY,
                        wire.apply("http_requests_body_total_bytes"),
                        "Bytes of request bodies, where known, when the request completed.",
                        bodies),
                Rollup.counter(
                                COMPLETIONS,
                                wire.apply("http_responses_total_by_templatename_total"),
                                "Responses by the logical name of the template that rendered them.")
                        .where(TEMPLATE.notIn(HttpKey.NONE))
                        .by(TEMPLATE),
                Rollup.counter(
                                COMPLETIONS,
                                wire.apply("http_responses_total_by_status_total"),
                                "Responses to requests that passed the inner filter, by the status that was sent.")
                        .where(PASSED_THE_INNER_FILTER)
                        .by(STATUS),
                Rollup.counter(
                                COMPLETIONS,
                                wire.apply("http_responses_total_by_status_view_method_total"),
                                "Responses to requests that passed the inner filter, by status sent, view and method.")
                        .where(PASSED_THE_INNER_FILTER)
                        .by(STATUS, VIEW, METHOD)
                        .alsoBy(custom),
                Rollup.histogram(
                        RESPONSE_BODY,
                        wire.apply("http_responses_body_total_bytes"),
                        "Bytes of response bodies handed to the container, where known; 0 where none is sent.",
                        bodies),
                Rollup.counter(
                                COMPLETIONS,
                                wire.apply("http_responses_total_by_charset_total"),
                                "Responses to requests that passed the inner filter, by charset of Content-Type.")
                        .where(PASSED_THE_INNER_FILTER)
                        .by(CHARSET),
                Rollup.counter(
                                COMPLETIONS,
                                wire.apply("http_responses_streaming_total"),
                                "Responses whose body was still written after the view had returned.")
                        .where(PASSED_THE_INNER_FILTER)
                        .where(STREAM.in(YES)),
                Rollup.counter(
                                COMPLETIONS,
                                wire.apply("http_exceptions_total_by_type_total"),
                                "Requests whose view raised, by class of the exception, resolved ones included.")
                        .where(RAISED)
                        .by(EXCEPTION),
                Rollup.counter(
                                COMPLETIONS,
                                wire.apply("http_exceptions_total_by_view_total"),
                                "Requests whose view raised, by view, resolved exceptions included.")
                        .where(RAISED)
                        .by(VIEW),
                // Part B of the catalogue: promised beside what django-prometheus exposes.
                Rollup.counter(
                                COMPLETIONS,
                                wire.apply("http_requests_total"),
                                "Requests that reached the outer filter, by method and view, when they completed.")
                        .by(METHOD, VIEW)
                        .alsoBy(custom),
                Rollup.untyped(
                                COMPLETIONS,
                                wire.apply("http_responses_total_by_status"),
                                "The values of the counter of the same name that ends in _total.")
                        .where(PASSED_THE_INNER_FILTER)
                        .by(STATUS),
                Rollup.histogram(
                        VIEW_DURATION,
                        wire.apply("http_requests_latency_seconds"),
                        "Seconds from passing the inner filter to the end of any view, streams left out.",
                        latencies),
                // Part C: what none of the others has.
                Difference.of(
                        Rollup.gauge(
                                        ARRIVALS,
                                        wire.apply("http_requests_in_flight"),
                                        "Requests that have arrived and not completed, streams included, now.")
                                .by(ARRIVAL_METHOD),
                        Rollup.gauge(COMPLETIONS, "completions", "Subtracted.").by(METHOD)),
                Rollup.counter(
                                COMPLETIONS,
                                wire.apply("http_requests_aborted_total"),
                                "Requests whose client went away before the answer was complete, by view.")
                        .where(ABORTED.in(YES))
                        .by(VIEW),
                Rollup.counter(
                                COMPLETIONS,
                                wire.apply("http_responses_short_circuited_total"),
                                "Responses made by a filter between the outer and the inner one, by status sent.")
                        .where(ENTERED.in(NO))
                        .by(STATUS),
                Rollup.histogram(
                                DURATION,
                                wire.apply("http_stream_duration_seconds"),
                                "Seconds from arrival to completion of streams, by view.",
                                STREAM_BUCKETS)
                        .where(STREAM.in(YES))
                        .by(VIEW));
    }

    private static List<Family> otel(UnaryOperator<String> wire, Buckets bodies, List<Label<HttpKey>> custom) {
        UnaryOperator<String> methods = value -> value.equals(HttpMethod.INVALID.label()) ? "_OTHER" : value;
        Label<HttpKey> method = METHOD.as("http_request_method", methods);
        Label<HttpKey> scheme = SCHEME.as("url_scheme");
        Label<HttpKey> status = STATUS.as("http_response_status_code", value -> value.equals("other") ? "" : value);
        Label<HttpKey> route = ROUTE.as("http_route", value -> value.equals(HttpKey.NONE) ? "" : value);
        Label<HttpKey> error = STATUS.as("error_type", HttpFamilies::otelError);
        return List.of(
                Rollup.histogram(
                                DURATION,
                                wire.apply("http_server_request_duration_seconds"),
                                "Duration of HTTP server requests.",
                                OTEL_DURATION_BUCKETS)
                        .by(method, scheme, status, route, error)
                        .alsoBy(custom),
                Difference.of(
                        Rollup.gauge(
                                        ARRIVALS,
                                        wire.apply("http_server_active_requests"),
                                        "Requests that have arrived and not completed, now.")
                                .by(ARRIVAL_METHOD.as("http_request_method", methods), ARRIVAL_SCHEME.as("url_scheme")),
                        Rollup.gauge(COMPLETIONS, "completions", "Subtracted.").by(method, scheme)),
                Rollup.histogram(
                                REQUEST_BODY,
                                wire.apply("http_server_request_body_size_bytes"),
                                "Size of HTTP server request bodies.",
                                bodies)
                        .by(method, scheme, status, route, error),
                Rollup.histogram(
                                RESPONSE_BODY,
                                wire.apply("http_server_response_body_size_bytes"),
                                "Size of HTTP server response bodies.",
                                bodies)
                        .by(method, scheme, status, route, error));
    }

    /** What requests cost elsewhere: on the request's own threads, and only of what is measured at all. */
    private static List<Family> costs(UnaryOperator<String> wire) {
        Condition<CostKey> database = COST.in(CostKey.Kind.DATABASE.label());
        return List.of(
                Rollup.histogram(
                                QUERIES,
                                wire.apply("http_view_db_queries"),
                                "Executions that a request sent to databases from its own threads, by view, when it completed.",
                                QUERY_BUCKETS)
                        .where(database)
                        .by(COST_VIEW),
                Rollup.counter(
                                DATABASE_TIME,
                                wire.apply("http_view_db_seconds_total"),
                                "Seconds that requests spent in databases on their own threads, by view.")
                        .where(database)
                        .by(COST_VIEW),
                Rollup.counter(
                                COSTS,
                                wire.apply("http_view_cache_gets_total"),
                                "Cache look-ups of requests on their own threads, by view and result.")
                        .where(COST.notIn(CostKey.Kind.DATABASE.label()))
                        .by(COST_VIEW, COST));
    }

    /** The application's own labels; one without a value is left out. */
    private static List<Label<HttpKey>> custom(List<String> names) {
        List<Label<HttpKey>> labels = new ArrayList<>();
        for (String name : names) {
            int index = labels.size();
            Dimension<HttpKey> dimension =
                    Dimension.open(name, key -> key.custom().get(index));
            labels.add(dimension.as(name, value -> value.equals(HttpKey.NONE) ? "" : value));
        }
        return labels;
    }

    /** By the conventions a server's error type is its 5xx status; without any status sent it is {@code _OTHER}. */
    private static String otelError(String status) {
        return status.equals("other") ? "_OTHER" : status.startsWith("5") ? status : "";
    }

    private static String flag(boolean value) {
        return value ? YES : NO;
    }
}
