// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import static java.util.Objects.requireNonNull;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.core.Application;
import dev.narthex.core.Endpoint;
import dev.narthex.core.Family;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Naming;
import dev.narthex.core.Settings;
import dev.narthex.database.SqlMetrics;
import dev.narthex.export.MetricsPage;
import dev.narthex.export.MetricsServer;
import dev.narthex.export.MetricsServlet;
import dev.narthex.http.HttpMetrics;
import dev.narthex.migrations.MigrationMetrics;
import dev.narthex.orm.EntityMetrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every family that Narthex can publish, under its default prefix: read from applications that have every feature, so that
 * it is complete by construction. Immutable.
 */
final class Catalogue {

    /** The prefix under which everything here is written. */
    static final String PREFIX = "django_";

    private static final Pattern HEAD = Pattern.compile("(?m)^# HELP (\\S+) (.*)\n# TYPE \\S+ (\\S+)$");

    private final Map<String, CataloguedFamily> families;
    private final Map<String, List<String>> labelsBySample;
    private final Map<String, String> foreignHelp;

    private Catalogue(Map<String, CataloguedFamily> families, Map<String, String> foreignHelp) {
        this.families = families;
        this.foreignHelp = foreignHelp;
        this.labelsBySample = new HashMap<>();
        families.values().forEach(family -> family.sampleNames()
                .forEach(sample -> labelsBySample.put(sample, family.family().labelNames())));
    }

    /**
     * The catalogue of the code as it is.
     *
     * @throws IllegalStateException if the table of notes has no line for a family, or one for no family; it says which
     */
    static Catalogue create() {
        Map<String, Definition> definitions = new LinkedHashMap<>();
        Map<String, String> foreign = new TreeMap<>();
        for (Naming naming : Naming.values()) {
            published(naming, foreign)
                    .forEach((feature, published) -> published.forEach(family -> definitions
                            .computeIfAbsent(
                                    family.name(),
                                    name -> new Definition(feature, family, EnumSet.noneOf(Naming.class)))
                            .namings()
                            .add(naming)));
        }
        Map<String, CataloguedFamily> families = new LinkedHashMap<>();
        notesFor(definitions.keySet()).forEach((name, notes) -> {
            Definition definition = requireNonNull(definitions.get(name));
            families.put(
                    name, new CataloguedFamily(definition.feature(), definition.family(), definition.namings(), notes));
        });
        return new Catalogue(families, foreign);
    }

    private record Definition(String feature, Family family, Set<Naming> namings) {}

    /** What an application with every feature publishes under one naming, by feature; and beside it the page's other samples. */
    private static Map<String, List<Family>> published(Naming naming, Map<String, String> foreign) {
        Map<String, List<Family>> published = new LinkedHashMap<>();
        withEverything(naming, (page, instrumentations) -> {
            instrumentations.forEach(feature -> published.put(feature.name(), feature.families()));
            foreign.putAll(foreignHelp(page, published.values()));
        });
        return published;
    }

    /** Makes an application that has all instrumentations there are, and its page. A new one is made here. */
    static void withEverything(Naming naming, BiConsumer<MetricsPage, List<Instrumentation>> use) {
        Application application = Application.of(Settings.builder()
                .naming(List.of(naming.settingName()))
                .fetchTime(true)
                .defaultRegistry(false)
                .endpoint(Endpoint.builder().port("0").build())
                .build());
        HttpMetrics.create(application);
        SqlMetrics.create(application);
        CacheMetrics.create(application);
        EntityMetrics.of(application);
        MigrationMetrics migrations = MigrationMetrics.create(application);
        try (MetricsPage page = MetricsPage.builder(application).jvm().build()) {
            MetricsServlet.of(page); // brings what measures scrapes
            MetricsServer.start(page).close(); // and what says that a port of its own is there
            use.accept(page, application.instrumentations());
        } finally {
            migrations.close();
        }
    }

    /** The samples on a page that are not ours, and the help of their families. */
    private static Map<String, String> foreignHelp(MetricsPage page, Collection<List<Family>> own) {
        Set<String> ours = own.stream().flatMap(List::stream).map(Family::name).collect(Collectors.toSet());
        Map<String, String> samples = new TreeMap<>();
        try (MetricsPage.Rendered rendered = page.render()) {
            Matcher family = HEAD.matcher(rendered.text());
            while (family.find()) {
                String name = family.group(1);
                if (!ours.contains(name)) {
                    List<String> endings =
                            family.group(3).equals("summary") ? List.of("", "_sum", "_count") : List.of("");
                    endings.forEach(ending -> samples.put(name + ending, family.group(2)));
                }
            }
        }
        return samples;
    }

    /** The notes of every name; a name without the prefix has those of the same name with it, if it has none of its own. */
    private static Map<String, FamilyNotes> notesFor(Set<String> names) {
        Map<String, FamilyNotes> table = FamilyNotes.read();
        Map<String, FamilyNotes> notes = new LinkedHashMap<>();
        Set<String> used = new TreeSet<>();
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            FamilyNotes own = table.get(name);
            FamilyNotes twin = table.get(PREFIX + name);
            if (own != null) {
                notes.put(name, own);
                used.add(name);
            } else if (twin != null && names.contains(PREFIX + name)) {
                notes.put(
                        name,
                        new FamilyNotes(twin.moves(), twin.cases(), twin.query().replace(PREFIX + name, name)));
            } else {
                missing.add(name + " | when it moves | ids of edge cases, or – | an example query");
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("every family must have a line in " + FamilyNotes.FILE
                    + "; add, in the place of its feature:\n" + String.join("\n", missing));
        }
        Set<String> stale = new TreeSet<>(table.keySet());
        stale.removeAll(used);
        if (!stale.isEmpty()) {
            throw new IllegalStateException("every line must be of a family that is published: " + stale
                    + "; delete it from " + FamilyNotes.FILE);
        }
        return notes;
    }

    /** All families, in the order of the page: the naming {@code django} first, then what only {@code otel} has. */
    List<CataloguedFamily> families() {
        return List.copyOf(families.values());
    }

    /** The family that a sample of this name belongs to. */
    CataloguedFamily familyOf(String sample) {
        return families.values().stream()
                .filter(family -> family.sampleNames().contains(sample))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not in the catalogue: " + sample));
    }

    /** The labels of the samples of ours, by the samples' names. */
    Map<String, List<String>> labelsBySample() {
        return Map.copyOf(new TreeMap<>(labelsBySample));
    }

    /** The samples on a page that are not ours, with the help of their families: the JVM and its process. */
    Map<String, String> foreignHelp() {
        return Map.copyOf(foreignHelp);
    }

    /** The families by what a function says of them, in order. */
    <G> Map<G, List<CataloguedFamily>> by(Function<CataloguedFamily, G> group) {
        return families.values().stream()
                .collect(Collectors.groupingBy(group, LinkedHashMap::new, Collectors.toList()));
    }
}
