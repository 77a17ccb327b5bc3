// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import dev.narthex.observability.grafana.Dashboard;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every file that is made from the catalogue and committed, by its path from the root of the checkout. */
final class GeneratedFiles {

    static final String REFERENCE = "docs/reference/metrics.md";
    static final String DASHBOARDS = "observability/grafana/dashboards";

    private GeneratedFiles() {}

    /**
     * The files.
     *
     * @param rules what is recorded: dashboards may ask for it
     */
    static Map<String, String> byPath(List<RuleFile.Rule> rules) {
        Catalogue catalogue = Catalogue.create();
        Map<String, String> files = new TreeMap<>();
        files.put(REFERENCE, ReferencePage.of(catalogue));
        DashboardQueries queries = DashboardQueries.of(catalogue, rules);
        for (Dashboard dashboard : Dashboards.all()) {
            files.put(DASHBOARDS + "/" + dashboard.name() + ".json", dashboard.json(queries));
        }
        return files;
    }
}
