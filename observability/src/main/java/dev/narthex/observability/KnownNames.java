// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a query may ask for: samples of the catalogue, what rules record, and what others publish. Immutable. */
final class KnownNames {

    /** What Prometheus puts on every series. */
    private static final Set<String> EVERYWHERE = Set.of("job", "instance");

    /** The series that Prometheus makes of alerts. */
    static final String ALERTS = "ALERTS";

    /** What Prometheus itself and Caddy publish, as far as somebody asks for it here. Caddy: its page, 2.6 to 2.10. */
    private static final Map<String, List<String>> OTHERS = Map.of(
            "up",
            List.of(),
            ALERTS,
            List.of("alertname", "alertstate", "severity"),
            "scrape_duration_seconds",
            List.of(),
            "scrape_samples_scraped",
            List.of(),
            "caddy_http_requests_total",
            List.of("server", "handler"),
            "caddy_http_request_duration_seconds_bucket",
            List.of("server", "handler", "code", "method", "le"),
            "caddy_http_requests_in_flight",
            List.of("server", "handler"));

    private final Map<String, Set<String>> labels = new HashMap<>();
    private final Set<String> foreign;

    private KnownNames(Catalogue catalogue, Collection<RuleFile.Rule> rules) {
        this.foreign = catalogue.foreignHelp().keySet();
        catalogue.labelsBySample().forEach((sample, own) -> {
            Set<String> names = new TreeSet<>(own);
            if (sample.endsWith("_bucket")) {
                names.add("le");
            }
            labels.put(sample, names);
        });
        OTHERS.forEach((sample, own) -> labels.put(sample, Set.copyOf(own)));
        rules.stream().filter(rule -> !rule.alert()).forEach(rule -> labels.computeIfAbsent(
                        rule.name(), name -> new TreeSet<>())
                .addAll(rule.labelNames()));
    }

    static KnownNames of(Catalogue catalogue, Collection<RuleFile.Rule> rules) {
        return new KnownNames(catalogue, rules);
    }

    /** What is wrong with the names of a query, a sentence each; nothing if all are known. */
    List<String> problems(PromQuery query) {
        List<String> problems = new ArrayList<>();
        Set<String> grouped = new TreeSet<>(query.grouping());
        boolean mayHaveMore = false;
        for (PromQuery.Selector selector : query.selectors()) {
            String metric = selector.metric();
            Set<String> own = labels.get(metric);
            if (own == null) {
                mayHaveMore = true;
                if (!foreign.contains(metric)) {
                    problems.add("'" + metric + "' is not in the catalogue, recorded by no rule and none of others'");
                }
                continue;
            }
            grouped.removeAll(own);
            selector.labels().stream()
                    .filter(label -> !own.contains(label) && !EVERYWHERE.contains(label))
                    .forEach(label -> problems.add(metric + " has no label '" + label + "'; it has " + own));
        }
        grouped.removeAll(EVERYWHERE);
        if (!mayHaveMore && !grouped.isEmpty()) {
            problems.add("no metric of the query has the label " + grouped);
        }
        if (query.toString().replaceAll("\\s", "").contains("vector(")) {
            problems.add("what is absent must not be made up by vector()");
        }
        return problems;
    }
}
