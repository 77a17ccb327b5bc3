// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import static dev.narthex.observability.Dashboards.rate;
import static dev.narthex.observability.Dashboards.rates;
import static dev.narthex.observability.Dashboards.share;

import dev.narthex.observability.grafana.Dashboard;
import dev.narthex.observability.grafana.Panel;

/** Is it well? And if not, where? */
final class OverviewDashboard {

    private static final String ALL = rate("django_http_responses_before_middlewares_total", "");
    private static final String LATENCY =
            rate("django_http_requests_latency_including_middlewares_seconds_bucket", "le");

    private OverviewDashboard() {}

    static Dashboard create() {
        return Dashboards.django("overview", "Overview", "Is it well? And if not, where?")
                .row("Now", now())
                .row("The first three questions", firstQuestions())
                .row("Requests", requests())
                .row("Behind them", behind());
    }

    private static Panel[] now() {
        return new Panel[] {
            Panel.stat("Requests", "reqps").asking(ALL, "requests"),
            Panel.stat("Answered with 5xx", "percentunit")
                    .asking(share(rate("django_http_responses_total_by_status_total{status=~\"5..\"}", ""), ALL), "5xx")
                    .orangeFrom(0.001)
                    .redFrom(0.01),
            Panel.stat("p95", "s")
                    .asking("histogram_quantile(0.95, " + LATENCY + ")", "p95")
                    .orangeFrom(0.5)
                    .redFrom(2),
            Panel.stat("In flight", "short").asking("sum(django_http_requests_in_flight)", "in flight"),
            Panel.stat("Statements", "ops").asking(rate("django_db_execute_total", ""), "statements"),
            Panel.stat("Cache hits", "percentunit")
                    .asking(
                            rate("django_cache_gets_total{result=\"hit\"}", "") + " / ("
                                    + rate("django_cache_gets_total{result=~\"hit|miss\"}", "") + " > 0)",
                            "hits")
                    .orangeFrom(0.5)
                    .greenFrom(0.8),
            Panel.stat("Unapplied migrations", "short")
                    .asking("sum(max by (connection) (django_migrations_unapplied_total))", "unapplied")
                    .redFrom(1),
            Panel.stat("Instances up", "short")
                    .saying("Instances that Prometheus could scrape.")
                    .asking("sum(up)", "up")
                    .greenFrom(1)
        };
    }

    /** The queries with which this began; they ask literally, for every job and under the default prefix. */
    private static Panel[] firstQuestions() {
        return new Panel[] {
            Panel.graph("Requests by method and view", "reqps")
                    .wide(6)
                    .askingLiterally("rate(django_http_requests_total[5m])", "{{method}} {{view}}"),
            Panel.graph("5xx of views", "reqps")
                    .wide(6)
                    .askingLiterally("rate(django_http_responses_total_by_status{status=~\"5..\"}[5m])", "{{status}}"),
            Panel.graph("5xx of filters", "reqps")
                    .wide(6)
                    .saying("What filters answer never reaches a view: the panel beside this one cannot see it.")
                    .askingLiterally(
                            "rate(django_http_responses_short_circuited_total{status=~\"5..\"}[5m])", "{{status}}"),
            Panel.graph("Statements", "ops")
                    .wide(6)
                    .askingLiterally("rate(django_db_execute_total[5m])", "{{alias}} {{operation}}")
        };
    }

    private static Panel[] requests() {
        return new Panel[] {
            Panel.graph("Busiest views", "reqps")
                    .asking("topk(10, " + rate("django_http_requests_total", "view") + ")", "{{view}}")
                    .stacked(),
            rates("By status", "reqps", "django_http_responses_total_by_status_total", "status")
                    .stacked(),
            Panel.graph("How long", "s")
                    .saying("Filters included, streams left out.")
                    .quantiles(LATENCY)
                    .orangeFrom(0.5),
            Panel.heatmap("How long", "s").asking(LATENCY, "{{le}}")
        };
    }

    private static Panel[] behind() {
        return new Panel[] {
            Panel.graph("Views that the database works for", "s")
                    .saying("Seconds of database in each second.")
                    .asking("topk(10, " + rate("django_http_view_db_seconds_total", "view") + ")", "{{view}}")
                    .stacked(),
            Panel.graph("Pools in use", "percentunit")
                    .asking(
                            "max by (instance, alias) (django_db_pool_connections{state=\"active\"})"
                                    + " / max by (instance, alias) (django_db_pool_connections{state=\"max\"})",
                            "{{alias}} {{instance}}")
                    .orangeFrom(0.8)
                    .redFrom(1),
            rates("Failed statements", "ops", "django_db_errors_total", "alias, type"),
            Panel.graph("Alerts", "short")
                    .saying("Alerts of this job that fire.")
                    .asking(
                            "count by (alertname, severity) (ALERTS{alertstate=\"firing\"})",
                            "{{alertname}} ({{severity}})")
        };
    }
}
