// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Instrumentation;
import dev.narthex.core.Naming;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** Every class that brings families, in all jars that the catalogue is made from. */
    @Test
    void nothingThatBringsFamiliesIsForgotten() throws IOException {
        Set<String> made = new TreeSet<>();
        Catalogue.withEverything(
                Naming.DJANGO,
                (page, instrumentations) -> instrumentations.forEach(
                        instrumentation -> made.add(instrumentation.getClass().getName())));
        Set<String> found = new TreeSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            for (String name : classes(Path.of(entry))) {
                if (isInstrumentation(name)) {
                    found.add(name.replace('/', '.').replace(".class", ""));
                }
            }
        }

        assertThat(found)
                .hasSizeGreaterThanOrEqualTo(8)
                .as("whatever brings families must be made in Catalogue.withEverything")
                .isEqualTo(made);
    }

    private static List<String> classes(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            try (Stream<Path> files = Files.walk(entry)) {
                return files.map(file -> entry.relativize(file).toString())
                        .filter(CatalogueTest::isOurs)
                        .toList();
            }
        }
        if (!entry.toString().endsWith(".jar")) {
            return List.of();
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(CatalogueTest::isOurs)
                    .toList();
        }
    }

    private static boolean isOurs(String file) {
        return file.startsWith("dev/narthex/") && file.endsWith(".class");
    }

    private static boolean isInstrumentation(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            Class<?> type = Class.forName(name, false, CatalogueTest.class.getClassLoader());
            return Instrumentation.class.isAssignableFrom(type) && !type.isInterface();
        } catch (ClassNotFoundException | NoClassDefFoundError ofAVendor) {
            return false; // it extends what is not here: a hook, and no instrumentation
        }
    }

    @Test
    void theJvmsFamiliesAreKnownAndNotOurs() {
        assertThat(CATALOGUE.foreignHelp().keySet())
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
