// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import dev.narthex.observability.grafana.Dashboard;
import dev.narthex.observability.grafana.Panel;
import dev.narthex.observability.grafana.Variable;
import java.util.List;

/** Two objectives, what is left of their budgets, and how fast they burn; as rules/slo.yml records them. */
final class SloDashboard {

    private static final String AVAILABILITY = "job:slo_availability_misses:ratio_rate";
    private static final String LATENCY = "job:slo_latency_misses:ratio_rate";
    private static final List<String> WINDOWS = List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d");

    private SloDashboard() {}

    static Dashboard create() {
        return Dashboard.named(
                        "slo",
                        "SLO",
                        "99.9 % of all requests without a server's error, 99 % within half a second, over 30 days. The objectives stand in rules/slo.yml and alerts/slo.yml.")
                .choosing(Variable.datasource(), Variable.label("job", "Job", "job:slo_requests:rate5m", "job"))
                .row("Availability: 99.9 %", objective(AVAILABILITY, "0.001", 0.999))
                .row("Latency: 99 % within 0.5 s", objective(LATENCY, "0.01", 0.99))
                .row("What it is measured by", measured());
    }

    private static Panel[] objective(String misses, String allowed, double objective) {
        Panel burning = Panel.graph("How fast the budget burns", "short")
                .saying(
                        "1 uses it up in 30 days. Alerts: 14.4 over 1h and 5m, 6 over 6h and 30m wake somebody; 3 over 1d and 2h, 1 over 3d and 6h wait.")
                .wide(18)
                .orangeFrom(1)
                .redFrom(14.4);
        WINDOWS.forEach(window -> burning.asking(misses + window + " / " + allowed, window + " {{job}}"));
        return new Panel[] {
            Panel.stat("In the last day", "percentunit")
                    .wide(3)
                    .saying("The share of requests that met the objective.")
                    .asking("1 - " + misses + "1d", "{{job}}")
                    .greenFrom(objective),
            Panel.stat("Left of the budget", "percentunit")
                    .wide(3)
                    .saying("If the last 3 days were the whole 30: below 0 the objective is missed at this pace.")
                    .asking("1 - " + misses + "3d / " + allowed, "{{job}}")
                    .orangeFrom(0)
                    .greenFrom(0.25),
            burning
        };
    }

    private static Panel[] measured() {
        return new Panel[] {
            Panel.graph("Requests", "reqps")
                    .saying("All that the objectives are about.")
                    .asking("job:slo_requests:rate5m", "{{job}}"),
            Panel.graph("Views behind it: 5xx", "percentunit")
                    .saying("The share of each view's answers.")
                    .asking("topk(10, job_view:django_http_responses_5xx:ratio_rate5m)", "{{view}}"),
            Panel.graph("Views behind it: p95", "s")
                    .saying("Within the view, streams left out.")
                    .asking(
                            "topk(10, job_view:django_http_requests_latency_seconds:quantile_rate5m{quantile=\"95\"})",
                            "{{view}}")
                    .orangeFrom(0.5),
            Panel.graph("Filters behind it: 5xx", "percentunit")
                    .saying("The share of all requests that end in a filter with a server's error.")
                    .asking("job:django_http_short_circuited_5xx:ratio_rate5m", "{{job}}")
        };
    }
}
