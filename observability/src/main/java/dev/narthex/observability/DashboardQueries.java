// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import dev.narthex.observability.grafana.Queries;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The queries of dashboards: written with the default prefix and for all jobs, refused where a name is not known, and made
 * to follow the variables {@code prefix} or {@code namespace}, {@code job} and {@code instance}. Immutable.
 */
final class DashboardQueries implements Queries {

    private static final String JOB = "job=~\"$job\"";
    private static final String JOB_AND_INSTANCE = JOB + ",instance=~\"$instance\"";

    private final Catalogue catalogue;
    private final KnownNames known;

    private DashboardQueries(Catalogue catalogue, KnownNames known) {
        this.catalogue = catalogue;
        this.known = known;
    }

    static DashboardQueries of(Catalogue catalogue, Collection<RuleFile.Rule> rules) {
        return new DashboardQueries(catalogue, KnownNames.of(catalogue, rules));
    }

    @Override
    public String written(String expression) {
        return checked(expression)
                .rewritten(this::followingPrefix, metric -> isOfAllInstances(metric) ? JOB : JOB_AND_INSTANCE);
    }

    /** What rules record, and alerts, have no instance any more. */
    private static boolean isOfAllInstances(String metric) {
        return metric.contains(":") || metric.equals(KnownNames.ALERTS);
    }

    private String followingPrefix(String metric) {
        if (metric.startsWith(Catalogue.PREFIX)) {
            return "${prefix}_" + metric.substring(Catalogue.PREFIX.length());
        }
        boolean isOtel = catalogue.labelsBySample().containsKey(metric) && !metric.startsWith("narthex_");
        return isOtel ? "${namespace}" + metric : metric;
    }

    @Override
    public String explained(List<String> expressions) {
        Set<String> explanations = new LinkedHashSet<>();
        for (String expression : expressions) {
            for (PromQuery.Selector selector : checked(expression).selectors()) {
                String metric = selector.metric();
                String foreign = catalogue.foreignHelp().get(metric);
                if (catalogue.labelsBySample().containsKey(metric)) {
                    CataloguedFamily family = catalogue.familyOf(metric);
                    explanations.add(family.name() + ": " + family.family().help());
                } else if (foreign != null) {
                    explanations.add(metric + ": " + foreign);
                }
            }
        }
        return String.join("\n\n", explanations);
    }

    private PromQuery checked(String expression) {
        PromQuery query = PromQuery.parse(expression);
        List<String> problems = known.problems(query);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "a dashboard must ask for what is published: " + problems + " in " + expression);
        }
        return query;
    }
}
