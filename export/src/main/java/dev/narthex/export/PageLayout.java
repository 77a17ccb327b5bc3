// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Cube;
import dev.narthex.core.Difference;
import dev.narthex.core.Family;
import dev.narthex.core.Guard;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Rollup;
import dev.narthex.core.Sampled;
import dev.narthex.core.Settings;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The readers and writers of one instrumentation's families, in the order of the page. Used by one scrape at a time. */
final class PageLayout {

    private final Guard guard;
    private final List<Cube<?>> cubes;
    private final IdentityHashMap<Cube<?>, List<RollupReader<?>>> readersByCube = new IdentityHashMap<>();
    private final List<CubeReader<?>> readers = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    private final Map<String, String> constants;

    /** A family on the page, all names that it may be asked for by, and what writes it. */
    private record Part(Family family, Set<String> names, boolean hasTwin, FamilyWriter writer) {}

    /** The layout of what an instrumentation publishes. */
    static PageLayout published(Instrumentation instrumentation, Settings settings, Guard guard) {
        List<Family> families = instrumentation.families().stream()
                .filter(family -> settings.publishes(family.name()))
                .toList();
        return new PageLayout(instrumentation.cubes(), families, settings.constantLabels(), guard);
    }

    PageLayout(List<Cube<?>> cubes, List<Family> families, Map<String, String> constants, Guard guard) {
        this.constants = constants;
        this.guard = guard;
        this.cubes = cubes;
        Set<String> untyped = families.stream()
                .filter(family -> family.type() == Family.Type.UNTYPED)
                .map(Family::name)
                .collect(Collectors.toSet());
        List<Cube<?>> subtracted = new ArrayList<>();
        for (Family family : families) {
            boolean hasTwin =
                    family.type() == Family.Type.COUNTER && untyped.contains(FamilySnapshot.modelName(family, false));
            Head head = hasTwin ? Head.counterWithTwin(family.name(), family.help()) : Head.of(family);
            parts.add(new Part(family, family.reservedNames(), hasTwin, writer(family, head, subtracted)));
        }
        // What is subtracted is read first: it cannot be more than what is read after it (E10).
        for (Cube<?> cube : subtracted) {
            addReader(cube);
        }
        for (Cube<?> cube : cubes) {
            if (!subtracted.contains(cube)) {
                addReader(cube);
            }
        }
    }

    void read() {
        for (CubeReader<?> reader : readers) {
            reader.read();
            VarHandle.acquireFence(); // what is read later must not be read earlier: a difference would be negative
        }
    }

    /** Writes the families that are asked for. One that fails is left out whole, and the others are not (E1). */
    void write(TextBuffer page, PageRequest asked) {
        for (Part part : parts) {
            if (asked.names().includesAny(part.names())) {
                int before = page.size();
                try {
                    write(page, part, asked.format());
                } catch (RuntimeException | Error failed) {
                    page.cutTo(before);
                    guard.caught(failed);
                }
            }
        }
    }

    /** Adds a snapshot of every family. One that fails is left out whole (E1). */
    void collect(List<MetricSnapshot> snapshots) {
        for (Part part : parts) {
            try {
                snapshots.add(snapshot(part, part.hasTwin()));
            } catch (RuntimeException | Error failed) {
                guard.caught(failed);
            }
        }
    }

    private static void write(TextBuffer page, Part part, Format format) {
        if (format == Format.PROTOBUF) {
            ProtobufWriter.write(page, List.of(snapshot(part, false))); // here twins have names of their own
        } else {
            part.writer().write(page, format);
        }
    }

    private static MetricSnapshot snapshot(Part part, boolean hasTwin) {
        FamilySnapshot snapshot = new FamilySnapshot(part.family(), hasTwin);
        part.writer().collect(snapshot);
        return snapshot.build();
    }

    /** What the model of client_java calls the families. */
    List<String> modelNames() {
        return parts.stream()
                .map(part -> FamilySnapshot.modelName(part.family(), part.hasTwin()))
                .toList();
    }

    private FamilyWriter writer(Family family, Head head, List<Cube<?>> subtracted) {
        if (family instanceof Sampled sampled) {
            return new SampledWriter(sampled, head, constants);
        }
        if (family instanceof Difference difference) {
            Cube<?> cube = cubeOf(difference.subtrahend());
            if (!subtracted.contains(cube)) {
                subtracted.add(cube);
            }
            return new DifferenceWriter(
                    difference, head, reader(difference.minuend()), reader(difference.subtrahend()));
        }
        RollupReader<?> reader = reader((Rollup<?>) family);
        return reader.isHistogram() ? new HistogramWriter(reader, head) : new CountWriter(reader, head);
    }

    @SuppressWarnings("unchecked") // a cube that records the roll-up's measure has its key
    private <K> RollupReader<K> reader(Rollup<K> rollup) {
        Cube<K> cube = (Cube<K>) cubeOf(rollup);
        RollupReader<K> reader = RollupReader.of(rollup, cube, constants);
        readersByCube.computeIfAbsent(cube, unknown -> new ArrayList<>()).add(reader);
        return reader;
    }

    @SuppressWarnings("unchecked") // only readers of this cube are filed under it
    private <K> void addReader(Cube<K> cube) {
        List<RollupReader<K>> rollups = new ArrayList<>();
        for (RollupReader<?> reader : readersByCube.getOrDefault(cube, List.of())) {
            rollups.add((RollupReader<K>) reader);
        }
        readers.add(new CubeReader<>(cube, rollups));
    }

    private Cube<?> cubeOf(Rollup<?> rollup) {
        for (Cube<?> cube : cubes) {
            if (cube.records(rollup.measure())) {
                return cube;
            }
        }
        throw new IllegalStateException("a family must roll up a measure of its own cubes: " + rollup.name() + " of '"
                + rollup.measure() + "'");
    }
}
