// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import static dev.narthex.observability.Dashboards.rate;
import static dev.narthex.observability.Dashboards.rates;
import static dev.narthex.observability.Dashboards.share;

import dev.narthex.observability.grafana.Dashboard;
import dev.narthex.observability.grafana.Panel;
import dev.narthex.observability.grafana.Variable;

/** The overview for the naming {@code otel}. */
final class OtelDashboard {

    private static final String SERVER = "http_server_request_duration_seconds";
    private static final String CLIENT = "db_client_operation_duration_seconds";
    private static final String POOL = "db_client_connection_pool_name";

    private OtelDashboard() {}

    static Dashboard create() {
        return Dashboard.named(
                        "otel",
                        "Overview (otel)",
                        "The overview for narthex.naming=otel. The namespace, if there is one, ends in an underscore: shop_")
                .choosing(Variable.datasource(), Variable.text("namespace", "Namespace"))
                .choosing(Dashboards.jobsAndInstances("${namespace}" + SERVER + "_count"))
                .row("Requests", requests())
                .row("Database", database())
                .row("Caches, entities, migrations", others());
    }

    private static Panel[] requests() {
        return new Panel[] {
            rates("By route", "reqps", SERVER + "_count", "http_route").stacked(),
            rates("By status", "reqps", SERVER + "_count", "http_response_status_code")
                    .stacked(),
            Panel.graph("Failed", "percentunit")
                    .asking(share(rate(SERVER + "_count{error_type!=\"\"}", ""), rate(SERVER + "_count", "")), "failed")
                    .redFrom(0.01),
            Panel.graph("In flight", "short")
                    .asking("sum by (http_request_method) (http_server_active_requests)", "{{http_request_method}}")
                    .stacked(),
            Panel.heatmap("How long", "s").saying("Streams included.").asking(rate(SERVER + "_bucket", "le"), "{{le}}"),
            Panel.graph("How long", "s")
                    .quantiles(rate(SERVER + "_bucket", "le"))
                    .orangeFrom(0.5),
            Panel.graph("p95 by route", "s")
                    .asking(
                            "histogram_quantile(0.95, " + rate(SERVER + "_bucket", "http_route, le") + ")",
                            "{{http_route}}"),
            Panel.graph("Bytes", "Bps")
                    .asking(rate("http_server_request_body_size_bytes_sum", ""), "in")
                    .asking(rate("http_server_response_body_size_bytes_sum", ""), "out"),
            Panel.graph("Database time by view", "s")
                    .asking("topk(10, " + rate("http_view_db_seconds_total", "view") + ")", "{{view}}")
                    .stacked(),
            Panel.heatmap("Statements of a request", "short")
                    .asking(rate("http_view_db_queries_bucket", "le"), "{{le}}")
        };
    }

    private static Panel[] database() {
        return new Panel[] {
            rates("Operations", "ops", CLIENT + "_count", "db_namespace, db_operation_name")
                    .stacked(),
            rates("Failed", "ops", CLIENT + "_count{error_type!=\"\"}", "error_type"),
            Panel.graph("How long", "s").quantiles(rate(CLIENT + "_bucket", "le")),
            Panel.graph("The pool", "short")
                    .asking(
                            "sum by (" + POOL + ", db_client_connection_state) (db_client_connection_count)",
                            "{{" + POOL + "}} {{db_client_connection_state}}")
                    .asking("sum by (" + POOL + ") (db_client_connection_limit)", "{{" + POOL + "}} limit")
                    .asking("sum by (" + POOL + ") (db_client_connection_pending_requests)", "{{" + POOL + "}} pending")
                    .asking("sum by (" + POOL + ") (db_client_connection_idle_min)", "{{" + POOL + "}} idle, fewest")
                    .asking("sum by (" + POOL + ") (db_client_connection_idle_max)", "{{" + POOL + "}} idle, most"),
            Panel.graph("Waiting for a connection, p95", "s")
                    .asking(
                            "histogram_quantile(0.95, "
                                    + rate("db_client_connection_wait_time_seconds_bucket", POOL + ", le") + ")",
                            "{{" + POOL + "}}"),
            Panel.graph("Using a connection, p95", "s")
                    .asking(
                            "histogram_quantile(0.95, "
                                    + rate("db_client_connection_use_time_seconds_bucket", POOL + ", le") + ")",
                            "{{" + POOL + "}}"),
            Panel.graph("New connections, and waiting in vain", "ops")
                    .asking(rate("db_client_connection_create_time_seconds_count", POOL), "new {{" + POOL + "}}")
                    .asking(rate("db_client_connection_timeouts_total", POOL), "in vain {{" + POOL + "}}"),
            rates("Transactions", "ops", "db_transactions_total", "alias, outcome")
                    .stacked()
        };
    }

    private static Panel[] others() {
        return new Panel[] {
            rates("Cache look-ups", "ops", "cache_gets_total", "cache_name, result")
                    .stacked(),
            rates("Entities", "ops", "orm_entity_operations_total", "entity, operation")
                    .stacked(),
            Panel.graph("Migrations", "short")
                    .asking("max by (connection, state) (migrations) > 0", "{{connection}} {{state}}")
        };
    }
}
