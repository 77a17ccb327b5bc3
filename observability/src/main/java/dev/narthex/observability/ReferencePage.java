// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import dev.narthex.core.Naming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code docs/reference/metrics.md}: every family of the catalogue, with what its definition and its notes say. */
final class ReferencePage {

    private static final String INTRODUCTION = """
            # Every metric

            Made from the code: %d families. What the moments and the labels mean, the bounds by name, and the limits:
            [../metrics.md](../metrics.md). `django_` stands for the setting `narthex.prefix`; `narthex.namespace` puts a word in front. A
            histogram's samples are `_bucket` (with the label `le`), `_sum` and `_count`. Ids such as A1 are rows of
            [../edge-cases.md](../edge-cases.md). Beside ours stand the families of the JVM and its process, as Prometheus's client for Java names them.
            """;

    /** What the page calls a feature; one that is not here has its own name. */
    private static final Map<String, String> TITLES = Map.of(
            "http", "Requests",
            "database", "Databases",
            "cache", "Caches",
            "orm", "Entities",
            "migrations", "Migrations",
            "core", "Failures of Narthex itself",
            "cells", "The limit of cells");

    private ReferencePage() {}

    static String of(Catalogue catalogue) {
        StringBuilder page = new StringBuilder();
        page.append(INTRODUCTION.formatted(catalogue.families().size()));
        catalogue.by(CataloguedFamily::feature).forEach((feature, families) -> {
            page.append("\n## ").append(title(feature)).append("\n");
            families.stream()
                    .collect(Collectors.groupingBy(CataloguedFamily::namings, LinkedHashMap::new, Collectors.toList()))
                    .forEach((namings, ofNaming) -> section(page, namings, ofNaming));
        });
        return page.toString();
    }

    private static String title(String feature) {
        return TITLES.getOrDefault(feature, Character.toUpperCase(feature.charAt(0)) + feature.substring(1));
    }

    private static void section(StringBuilder page, Set<Naming> namings, List<CataloguedFamily> families) {
        if (namings.size() < Naming.values().length) {
            String names = namings.stream().map(Naming::settingName).collect(Collectors.joining("`, `"));
            page.append("\nWith the naming `").append(names).append("`:\n");
        }
        families.forEach(family -> page.append(entry(family)));
    }

    private static String entry(CataloguedFamily family) {
        List<String> labels = family.family().labelNames();
        String bounds = family.bounds();
        return """

                ### `%s`

                %s

                | | |
                |---|---|
                | type | %s%s |
                | labels | %s |
                %s| moves at | %s |
                | edge cases | %s |

                ```promql
                %s
                ```
                """.formatted(
                        family.name(),
                        family.family().help().replace("<", "&lt;"),
                        family.type(),
                        family.unit().isEmpty() ? "" : ", " + family.unit(),
                        labels.isEmpty() ? "–" : String.join(", ", labels),
                        bounds.isEmpty() ? "" : "| bounds | " + bounds + " +Inf |\n",
                        family.notes().moves(),
                        family.notes().cases().isEmpty()
                                ? "–"
                                : String.join(", ", family.notes().cases()),
                        family.notes().query());
    }
}
