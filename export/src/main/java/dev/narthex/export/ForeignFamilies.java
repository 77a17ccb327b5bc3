// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Application;
import dev.narthex.core.Family;
import dev.narthex.core.Guard;
import dev.narthex.core.Instrumentation;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The families of other people's registries, behind ours on the page: custom metrics, the JVM. Each collector is asked
 * apart, so that one that fails costs its own families, is counted and is named in the log (E1). A name has one owner:
 * what is known at the beginning is refused there, what comes later is dropped and counted (E8). Used by one scrape at a
 * time.
 */
final class ForeignFamilies {

    private static final String OURS = "Narthex";

    /** Collectors beyond this number that fail share a guard: their names come from the application. */
    private static final int MAX_GUARDS = 100;

    private final Application application;
    private final List<Source> sources;
    private final Duration limit;
    private final CollectorThreads threads = new CollectorThreads();
    private final RisingValues counters = new RisingValues();
    private final Map<String, Guard> guards = new HashMap<>();

    /**
     * A registry on the page.
     *
     * @param name what messages call it
     * @param registry gives the registry, always the same
     * @param yields whether it silently leaves a name to another owner; such a one is not looked at before a scrape
     */
    record Source(String name, Supplier<PrometheusRegistry> registry, boolean yields) {

        /** One that is there already. */
        static Source of(String name, PrometheusRegistry registry) {
            return new Source(name, () -> registry, false);
        }
    }

    private ForeignFamilies(Application application, List<Source> sources) {
        this.application = application;
        this.sources = List.copyOf(sources);
        this.limit = application.settings().collectorTimeout();
    }

    /**
     * The families of these registries.
     *
     * @throws IllegalStateException if two owners have a name
     */
    static ForeignFamilies of(Application application, List<Source> sources) {
        ForeignFamilies families = new ForeignFamilies(application, sources);
        families.checkAnnounced();
        return families;
    }

    /** Writes the families that are asked for and can be read in time. */
    synchronized void write(TextBuffer page, PageRequest asked) {
        if (sources.isEmpty() || threads.isClosed()) {
            return;
        }
        long deadline = System.nanoTime() + asked.patience().toNanos();
        Map<String, String> owners = ourNames();
        for (Source source : sources) {
            Map<String, List<MetricSnapshot>> families = new TreeMap<>(); // by name, so that the order is stable (E39)
            for (SingleCollector collector : collectors(source)) {
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                read(source, collector, left.compareTo(limit) < 0 ? left : limit, owners, families);
            }
            families.forEach((name, family) -> write(page, asked, name, family));
        }
        if (asked.names() == NameFilter.all()) {
            counters.endScrape();
        }
    }

    void close() {
        threads.close(); // not under the lock: a scrape may be waiting for a collector
    }

    /** Empty if a registry that is made now cannot be: the others stay on the page. */
    private List<SingleCollector> collectors(Source source) {
        try {
            return SingleCollector.of(source.registry().get());
        } catch (RuntimeException | LinkageError failed) {
            guard(source.name()).caught(failed);
            return List.of();
        }
    }

    private void read(
            Source source,
            SingleCollector collector,
            Duration atMost,
            Map<String, String> owners,
            Map<String, List<MetricSnapshot>> families) {
        try {
            for (MetricSnapshot snapshot : threads.ask(collector, atMost)) {
                add(source, collector, snapshot, owners, families);
            }
        } catch (CollectorFailure | RuntimeException failed) {
            guard(collector.name()).caught(failed);
        }
    }

    private void add(
            Source source,
            SingleCollector collector,
            MetricSnapshot snapshot,
            Map<String, String> owners,
            Map<String, List<MetricSnapshot>> families) {
        String name = SnapshotWriter.stem(snapshot);
        List<MetricSnapshot> known = families.get(name);
        if (known != null && known.get(0).getClass() == snapshot.getClass()) {
            known.add(snapshot); // client_java allows one family in parts with different labels
            return;
        }
        Set<String> names = SnapshotWriter.names(snapshot);
        for (String taken : names) {
            if (owners.containsKey(taken)) {
                if (!source.yields()) {
                    guard(collector.name()).caught(clash(taken, owners.getOrDefault(taken, OURS), source.name()));
                }
                return;
            }
        }
        names.forEach(reserved -> owners.put(reserved, source.name()));
        List<MetricSnapshot> parts = new ArrayList<>();
        parts.add(snapshot);
        families.put(name, parts);
    }

    private void write(TextBuffer page, PageRequest asked, String name, List<MetricSnapshot> family) {
        MetricSnapshot first = family.get(0);
        if (!application.settings().publishes(SnapshotWriter.publishedName(first))
                || !asked.names().includesAny(SnapshotWriter.names(first))
                || first.getDataPoints().isEmpty()) {
            return;
        }
        int before = page.size();
        try {
            if (asked.format() == Format.PROTOBUF) {
                ProtobufWriter.write(page, rising(name, family));
            } else {
                new SnapshotWriter(page, asked.format(), name, counters).write(family);
            }
        } catch (RuntimeException | Error failed) {
            page.cutTo(before);
            guard(name).caught(failed);
        }
    }

    /** With counters that never fall (E10) and are numbers (E9), as the texts have them. */
    private List<MetricSnapshot> rising(String name, List<MetricSnapshot> family) {
        List<MetricSnapshot> rising = new ArrayList<>();
        for (MetricSnapshot snapshot : family) {
            rising.add(snapshot instanceof CounterSnapshot counter ? rising(name, counter) : snapshot);
        }
        return rising;
    }

    private CounterSnapshot rising(String name, CounterSnapshot counter) {
        List<CounterDataPointSnapshot> points = new ArrayList<>();
        for (CounterDataPointSnapshot point : counter.getDataPoints()) {
            if (point.getValue() >= 0) {
                String series = name + "{" + Labels.text(point.getLabels());
                double value = counters.published(series, point.getValue());
                points.add(new CounterDataPointSnapshot(value, point.getLabels(), point.getExemplar(), 0));
            }
        }
        return new CounterSnapshot(counter.getMetadata(), points);
    }

    private void checkAnnounced() {
        Map<String, String> owners = ourNames();
        for (Source source : sources) {
            if (source.yields()) {
                continue;
            }
            Map<String, String> own = new HashMap<>();
            for (SingleCollector collector :
                    SingleCollector.of(source.registry().get())) {
                for (String name : collector.announced()) {
                    String owner = owners.get(name);
                    if (owner != null) {
                        throw clash(name, owner, source.name());
                    }
                    own.put(name, source.name());
                }
            }
            owners.putAll(own);
        }
    }

    private static IllegalStateException clash(String name, String owner, String other) {
        return new IllegalStateException("a family must have one owner: " + name + " belongs to " + owner + " and to "
                + other + "; rename it in one of them, or take one off the page");
    }

    private Map<String, String> ourNames() {
        Map<String, String> owners = new HashMap<>();
        for (Instrumentation instrumentation : application.instrumentations()) {
            for (Family family : instrumentation.families()) {
                Collection<String> names = family.reservedNames();
                names.forEach(name -> owners.put(name, OURS + " (" + instrumentation.name() + ")"));
            }
        }
        return owners;
    }

    private Guard guard(String collector) {
        String name =
                guards.size() < MAX_GUARDS || guards.containsKey(collector) ? "collector " + collector : "collectors";
        return guards.computeIfAbsent(name, application::guard);
    }
}
