// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import static dev.narthex.observability.Dashboards.rate;
import static dev.narthex.observability.Dashboards.rates;
import static dev.narthex.observability.Dashboards.share;

import dev.narthex.observability.grafana.Dashboard;
import dev.narthex.observability.grafana.Panel;

/** Who asks, what is answered, how long it takes: of all views, and of one in depth. */
final class RequestsDashboard {

    private static final String RESPONSES = "django_http_responses_total_by_status_view_method_total";
    private static final String OUTER = "django_http_requests_latency_including_middlewares_seconds";
    private static final String INNER = "django_http_requests_latency_seconds";
    private static final String BY_VIEW = "django_http_requests_latency_seconds_by_view_method_bucket";
    private static final String THE_VIEW = "{view=~\"$view\"}";

    private RequestsDashboard() {}

    static Dashboard create() {
        return Dashboards.django("requests", "Requests", "Who asks, what is answered, how long it takes.")
                .row("Coming", coming())
                .row("Answered", answered())
                .row("How long", howLong())
                .row("How much", howMuch())
                .row("What else", whatElse());
    }

    private static Panel[] coming() {
        return new Panel[] {
            rates("By view", "reqps", "django_http_requests_total_by_view_transport_method_total", "view")
                    .stacked(),
            rates("By method", "reqps", "django_http_requests_total_by_method_total", "method")
                    .stacked(),
            Panel.graph("Coming and gone", "reqps")
                    .saying("As long as one is above the other, requests pile up.")
                    .asking(rate("django_http_requests_before_middlewares_total", ""), "arrived")
                    .asking(rate("django_http_responses_before_middlewares_total", ""), "completed"),
            Panel.graph("In flight", "short")
                    .asking("sum by (method) (django_http_requests_in_flight)", "{{method}}")
                    .stacked()
        };
    }

    private static Panel[] answered() {
        return new Panel[] {
            rates("By status", "reqps", "django_http_responses_total_by_status_total", "status")
                    .stacked(),
            Panel.graph("5xx by view", "percentunit")
                    .asking(
                            rate(RESPONSES + "{status=~\"5..\"}", "view") + " / (" + rate(RESPONSES, "view") + " > 0)",
                            "{{view}}")
                    .redFrom(0.05),
            rates("Exceptions by class", "reqps", "django_http_exceptions_total_by_type_total", "type"),
            rates("Exceptions by view", "reqps", "django_http_exceptions_total_by_view_total", "view"),
            rates("Answered by a filter", "reqps", "django_http_responses_short_circuited_total", "status")
                    .stacked(),
            rates("Clients that went away", "reqps", "django_http_requests_aborted_total", "view")
        };
    }

    private static Panel[] howLong() {
        return new Panel[] {
            Panel.heatmap("All requests", "s").asking(rate(OUTER + "_bucket", "le"), "{{le}}"),
            Panel.graph("All requests", "s")
                    .quantiles(rate(OUTER + "_bucket", "le"))
                    .orangeFrom(0.5),
            Panel.graph("p50 by view", "s")
                    .asking("histogram_quantile(0.5, " + rate(BY_VIEW, "view, le") + ")", "{{view}}"),
            Panel.graph("p95 by view", "s")
                    .asking("histogram_quantile(0.95, " + rate(BY_VIEW, "view, le") + ")", "{{view}}"),
            Panel.graph("p99 by view", "s")
                    .asking("histogram_quantile(0.99, " + rate(BY_VIEW, "view, le") + ")", "{{view}}"),
            Panel.graph("What the filters cost", "s")
                    .saying("A mean request without its view. What a filter answers itself is in it.")
                    .asking(
                            "(" + rate(OUTER + "_sum", "") + " - " + rate(INNER + "_sum", "") + ") / ("
                                    + rate(OUTER + "_count", "") + " > 0)",
                            "filters"),
            Panel.graph("Within all views", "s").quantiles(rate(INNER + "_bucket", "le")),
            Panel.graph("Streams, p50", "s")
                    .asking(
                            "histogram_quantile(0.5, " + rate("django_http_stream_duration_seconds_bucket", "view, le")
                                    + ")",
                            "{{view}}")
        };
    }

    private static Panel[] howMuch() {
        return new Panel[] {
            Panel.heatmap("Bodies of requests", "bytes")
                    .asking(rate("django_http_requests_body_total_bytes_bucket", "le"), "{{le}}"),
            Panel.heatmap("Bodies of responses", "bytes")
                    .asking(rate("django_http_responses_body_total_bytes_bucket", "le"), "{{le}}"),
            Panel.graph("Bytes", "Bps")
                    .asking(rate("django_http_requests_body_total_bytes_sum", ""), "in")
                    .asking(rate("django_http_responses_body_total_bytes_sum", ""), "out"),
            Panel.graph("Streams", "reqps").asking(rate("django_http_responses_streaming_total", ""), "streams")
        };
    }

    private static Panel[] whatElse() {
        return new Panel[] {
            rates("Templates", "reqps", "django_http_responses_total_by_templatename_total", "templatename"),
            rates("Charsets", "reqps", "django_http_responses_total_by_charset_total", "charset"),
            rates("Transports", "reqps", "django_http_requests_total_by_transport_total", "transport"),
            Panel.graph("From scripts", "percentunit")
                    .asking(
                            share(
                                    rate("django_http_ajax_requests_total", ""),
                                    rate("django_http_requests_total_by_method_total", "")),
                            "ajax")
        };
    }

    /** One view in depth: what it answers, how long it takes, and what it costs. */
    static Dashboard ofOneView() {
        return Dashboards.django(
                        "view",
                        "One view",
                        "What a view answers, how long it takes, and what it asks of database and caches.")
                .choosing(Dashboards.views())
                .row("Answered", answeredByTheView())
                .row("How long", howLongTheViewTakes())
                .row("What it costs", costs());
    }

    private static Panel[] answeredByTheView() {
        return new Panel[] {
            Panel.graph("Requests", "reqps")
                    .asking(rate("django_http_requests_total" + THE_VIEW, "view, method"), "{{method}} {{view}}")
                    .stacked(),
            Panel.graph("By status", "reqps")
                    .asking(rate(RESPONSES + THE_VIEW, "view, status"), "{{status}} {{view}}")
                    .stacked(),
            Panel.graph("Raised", "reqps")
                    .asking(rate("django_http_exceptions_total_by_view_total" + THE_VIEW, "view"), "{{view}}"),
            Panel.graph("Clients that went away", "reqps")
                    .asking(rate("django_http_requests_aborted_total" + THE_VIEW, "view"), "{{view}}")
        };
    }

    private static Panel[] howLongTheViewTakes() {
        return new Panel[] {
            Panel.heatmap("How long", "s").asking(rate(BY_VIEW + THE_VIEW, "le"), "{{le}}"),
            Panel.graph("How long", "s")
                    .quantiles(rate(BY_VIEW + THE_VIEW, "le"))
                    .orangeFrom(0.5),
            Panel.heatmap("Streams", "s")
                    .asking(rate("django_http_stream_duration_seconds_bucket" + THE_VIEW, "le"), "{{le}}")
        };
    }

    private static Panel[] costs() {
        String queries = "django_http_view_db_queries";
        String requests = rate(queries + "_count" + THE_VIEW, "view");
        return new Panel[] {
            Panel.heatmap("Statements of a request", "short")
                    .saying("A tail that grows with the data is an N+1.")
                    .asking(rate(queries + "_bucket" + THE_VIEW, "le"), "{{le}}"),
            Panel.graph("Statements of a request", "short")
                    .asking(rate(queries + "_sum" + THE_VIEW, "view") + " / (" + requests + " > 0)", "mean {{view}}")
                    .asking(
                            "histogram_quantile(0.9, " + rate(queries + "_bucket" + THE_VIEW, "view, le") + ")",
                            "p90 {{view}}")
                    .orangeFrom(21),
            Panel.graph("Database time of a request", "s")
                    .asking(
                            rate("django_http_view_db_seconds_total" + THE_VIEW, "view") + " / (" + requests + " > 0)",
                            "{{view}}"),
            Panel.graph("Cache look-ups", "ops")
                    .asking(rate("django_http_view_cache_gets_total" + THE_VIEW, "view, result"), "{{result}} {{view}}")
                    .stacked()
        };
    }
}
