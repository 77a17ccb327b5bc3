// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import static dev.narthex.observability.Dashboards.rate;
import static dev.narthex.observability.Dashboards.rates;
import static dev.narthex.observability.Dashboards.share;

import dev.narthex.observability.grafana.Dashboard;
import dev.narthex.observability.grafana.Panel;

/** What the databases do, for whom, and whether there are connections enough. */
final class DatabaseDashboard {

    private static final String QUERIES = "django_http_view_db_queries";
    private static final String SECONDS = "django_http_view_db_seconds_total";
    private static final String DURATION = "django_db_query_duration_seconds_bucket";

    private DatabaseDashboard() {}

    static Dashboard create() {
        return Dashboards.django(
                        "database",
                        "Database",
                        "What the databases do, for whom, and whether there are connections enough.")
                .row("Which view costs it", byView())
                .row("Statements", statements())
                .row("Connections", connections())
                .row("Migrations", migrations());
    }

    private static Panel[] byView() {
        String requests = rate(QUERIES + "_count", "view");
        return new Panel[] {
            Panel.table("Which view costs it")
                    .saying("The view in the first line is the one to look at.")
                    .leadingTo(Dashboards.TO_THE_VIEW)
                    .column("Requests", "reqps", requests)
                    .column(
                            "Statements of a request",
                            "short",
                            rate(QUERIES + "_sum", "view") + " / (" + requests + " > 0)")
                    .column(
                            "p90 of them",
                            "short",
                            "histogram_quantile(0.9, " + rate(QUERIES + "_bucket", "view, le") + ")")
                    .column("Database time of a request", "s", rate(SECONDS, "view") + " / (" + requests + " > 0)")
                    .column(
                            "Share of all database time",
                            "percentunit",
                            rate(SECONDS, "view") + " / on () group_left () (" + rate(SECONDS, "") + " > 0)"),
            Panel.graph("Database time by view", "s")
                    .saying("Seconds of database in each second.")
                    .asking("topk(10, " + rate(SECONDS, "view") + ")", "{{view}}")
                    .stacked(),
            Panel.graph("Statements by view", "ops")
                    .asking("topk(10, " + rate(QUERIES + "_sum", "view") + ")", "{{view}}")
                    .stacked()
        };
    }

    private static Panel[] statements() {
        return new Panel[] {
            rates("By what they do", "ops", "django_db_execute_total", "alias, operation")
                    .stacked(),
            rates("In batches", "ops", "django_db_execute_many_total", "alias"),
            Panel.heatmap("How long", "s").asking(rate(DURATION, "le"), "{{le}}"),
            Panel.graph("How long", "s").quantiles(rate(DURATION, "le")),
            Panel.graph("p95 by database", "s")
                    .asking("histogram_quantile(0.95, " + rate(DURATION, "alias, le") + ")", "{{alias}}"),
            Panel.graph("Failed", "percentunit")
                    .asking(share(rate("django_db_errors_total", ""), rate("django_db_execute_total", "")), "failed")
                    .redFrom(0.01),
            rates("Failed, by condition", "ops", "django_db_errors_total", "alias, type"),
            rates("Rows", "short", "django_db_rows_total", "alias, operation"),
            Panel.graph("Rows that the driver does not tell", "ops")
                    .asking(rate("django_db_rows_unknown_total", "alias"), "{{alias}}"),
            Panel.graph("Fetching", "s")
                    .saying("Seconds in each second; only with narthex.database.fetch-time.")
                    .asking(rate("django_db_fetch_seconds_total", "alias"), "{{alias}}")
        };
    }

    private static Panel[] connections() {
        return new Panel[] {
            Panel.graph("The pool", "short")
                    .asking("sum by (alias, state) (django_db_pool_connections)", "{{alias}} {{state}}"),
            Panel.graph("Waiting for a connection", "s")
                    .quantiles(rate("django_db_connection_acquire_seconds_bucket", "le"))
                    .orangeFrom(0.1),
            Panel.graph("Holding a connection", "s").quantiles(rate("django_db_connection_usage_seconds_bucket", "le")),
            rates("Waited in vain", "ops", "django_db_connection_timeouts_total", "alias")
                    .redFrom(0.001),
            Panel.graph("Held the longest", "s")
                    .saying("A loan that is never given back grows by a second a second.")
                    .asking(
                            "max by (alias, instance) (django_db_connection_held_seconds_max)",
                            "{{alias}} {{instance}}")
                    .orangeFrom(30)
                    .redFrom(300),
            Panel.graph("Leaks", "short")
                    .asking(
                            "sum by (alias) (increase(django_db_connection_leaks_total[$__rate_interval]))",
                            "{{alias}}")
                    .redFrom(1),
            Panel.graph("Open connections", "short")
                    .asking("sum by (alias) (django_db_open_connections)", "{{alias}}")
                    .stacked(),
            Panel.graph("New and ended connections", "ops")
                    .asking(rate("django_db_new_connections_total", "alias"), "new {{alias}}")
                    .asking(rate("django_db_closed_connections_total", "alias"), "ended {{alias}}"),
            Panel.graph("How long connecting takes, p95", "s")
                    .asking(
                            "histogram_quantile(0.95, " + rate("django_db_connect_seconds_bucket", "alias, le") + ")",
                            "{{alias}}"),
            Panel.graph("Failed connections", "ops")
                    .asking(rate("django_db_new_connection_errors_total", "alias"), "{{alias}}")
                    .asking(rate("django_db_connection_errors_total", "alias, type"), "{{alias}} {{type}}")
                    .redFrom(0.001),
            rates("Transactions", "ops", "django_db_transactions_total", "alias, outcome")
                    .stacked()
        };
    }

    private static Panel[] migrations() {
        return new Panel[] {
            Panel.stat("Unapplied", "short")
                    .wide(6)
                    .asking("max by (connection) (django_migrations_unapplied_total)", "{{connection}}")
                    .redFrom(1),
            Panel.stat("Applied", "short")
                    .wide(6)
                    .asking("max by (connection) (django_migrations_applied_total)", "{{connection}}"),
            Panel.stat("Readable", "short")
                    .wide(6)
                    .asking("min by (connection, tool) (django_migrations_up)", "{{connection}} {{tool}}")
                    .greenFrom(1),
            Panel.graph("By state", "short")
                    .wide(6)
                    .asking("max by (connection, state) (django_migrations) > 0", "{{connection}} {{state}}")
        };
    }
}
