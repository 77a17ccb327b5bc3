// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The catalogue has every family, and what stands beside each is true as far as a machine can tell. */
class CatalogueTest {

    private static final Catalogue CATALOGUE = Catalogue.create();

    @Test
    void everyFeatureIsInItUnderBothNamings() {
        assertThat(CATALOGUE.by(CataloguedFamily::feature).keySet())
                .contains("http", "database", "cache", "orm", "migrations", "core", "cells");
        assertThat(CATALOGUE.labelsBySample())
                .containsEntry("django_http_requests_total", List.of("method", "view"))
                .containsEntry("django_db_query_duration_seconds_bucket", List.of("alias", "vendor"))
                .containsKeys("cache_gets_total", "orm_entity_operations_total", "django_db_fetch_seconds_total");
        assertThat(CATALOGUE.families()).hasSizeGreaterThan(85);
    }

    @Test
    void theJvmsFamiliesAreKnownAndNotOurs() {
        assertThat(CATALOGUE.foreignSamples())
                .contains("jvm_memory_used_bytes", "jvm_gc_collection_seconds_sum", "process_cpu_seconds_total")
                .noneMatch(name -> name.startsWith("django_") || name.startsWith("narthex_"));
    }

    @Test
    void everyExampleAsksForItsFamilyAndForNothingUnknown() {
        KnownNames known = KnownNames.of(CATALOGUE, List.of());
        for (CataloguedFamily family : CATALOGUE.families()) {
            PromQuery query = PromQuery.parse(family.notes().query());
            assertThat(known.problems(query)).as(family.name()).isEmpty();
            assertThat(family.sampleNames()).as(family.name()).containsAnyElementsOf(query.metrics());
        }
    }

    @Test
    void everyEdgeCaseIsOneOfTheList() throws IOException {
        Matcher rows =
                Pattern.compile("(?m)^\\| ([A-E]\\d+)\\b").matcher(Files.readString(Path.of("../docs/edge-cases.md")));
        Set<String> ids = rows.results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(ids).hasSizeGreaterThan(100);
        for (CataloguedFamily family : CATALOGUE.families()) {
            assertThat(ids).as(family.name()).containsAll(family.notes().cases());
        }
    }

    /** The page about meanings, which people write, names every family too; some only by their end, as {@code …_limit}. */
    @Test
    void everyFamilyIsOnTheHandWrittenPage() throws IOException {
        Matcher words =
                Pattern.compile("`(…?)([a-z_0-9]+)[`{]").matcher(Files.readString(Path.of("../docs/metrics.md")));
        List<Predicate<String>> named = words.results()
                .<Predicate<String>>map(word -> name -> word.group(1).isEmpty()
                        ? name.equals(word.group(2)) || ("django_" + name).equals(word.group(2))
                        : name.endsWith(word.group(2)))
                .toList();
        for (CataloguedFamily family : CATALOGUE.families()) {
            assertThat(named)
                    .as("docs/metrics.md must have `%s`", family.name())
                    .anyMatch(names -> names.test(family.name()));
        }
    }
}
