// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import dev.narthex.observability.grafana.Dashboard;
import dev.narthex.observability.grafana.Panel;
import dev.narthex.observability.grafana.Variable;
import java.util.List;

/** All dashboards, and what they have in common. */
final class Dashboards {

    /** Where a view in a table leads to. */
    static final String TO_THE_VIEW =
            "/d/narthex-view/?${__url_time_range}&${datasource:queryparam}&${prefix:queryparam}"
                    + "&${job:queryparam}&${instance:queryparam}&var-view=${__data.fields.view}";

    private static final String EVERY_REQUEST = "http_requests_before_middlewares_total";
    private static final String REQUESTS = "${prefix}_http_requests_total";

    private Dashboards() {}

    static List<Dashboard> all() {
        return List.of(
                OverviewDashboard.create(),
                RequestsDashboard.create(),
                RequestsDashboard.ofOneView(),
                DatabaseDashboard.create(),
                CachesDashboard.create(),
                JvmDashboard.create(),
                SloDashboard.create(),
                OtelDashboard.create());
    }

    /** A dashboard of the naming {@code django}; the prefix is found by itself. */
    static Dashboard django(String name, String title, String description) {
        String every = "${prefix}_" + EVERY_REQUEST;
        return Dashboard.named(name, title, description)
                .choosing(
                        Variable.datasource(),
                        Variable.prefix("prefix", "Prefix", "_" + EVERY_REQUEST),
                        Variable.label("job", "Job", every, "job"),
                        Variable.label("instance", "Instance", every + "{job=~\"$job\"}", "instance"));
    }

    /** The choice of views. */
    static Variable views() {
        return Variable.label("view", "View", REQUESTS + "{job=~\"$job\",instance=~\"$instance\"}", "view");
    }

    /** The choice of jobs and instances, by a family that every instance of them has. */
    static Variable[] jobsAndInstances(String family) {
        return new Variable[] {
            Variable.label("job", "Job", family, "job"),
            Variable.label("instance", "Instance", family + "{job=~\"$job\"}", "instance")
        };
    }

    /** How many a second, by some labels. */
    static String rate(String metric, String by) {
        return "sum" + (by.isEmpty() ? "" : " by (" + by + ")") + " (rate(" + metric + "[$__rate_interval]))";
    }

    /** A share that is 0 where the part has no series yet, and absent where the whole is. */
    static String share(String part, String whole) {
        return "(" + part + " or 0 * " + whole + ") / (" + whole + " > 0)";
    }

    /** Lines by the rate of a counter. */
    static Panel rates(String title, String unit, String metric, String by) {
        return Panel.graph(title, unit).asking(rate(metric, by), "{{" + by.replace(", ", "}} {{") + "}}");
    }
}
