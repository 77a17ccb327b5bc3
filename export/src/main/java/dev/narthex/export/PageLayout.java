// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Cube;
import dev.narthex.core.Difference;
import dev.narthex.core.Family;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Rollup;
import dev.narthex.core.Sampled;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The readers and writers of one instrumentation's families, in the order of the page. Used by one scrape at a time. */
final class PageLayout {

    private final List<Cube<?>> cubes;
    private final IdentityHashMap<Cube<?>, List<RollupReader<?>>> readersByCube = new IdentityHashMap<>();
    private final List<CubeReader<?>> readers = new ArrayList<>();
    private final List<FamilyWriter> writers = new ArrayList<>();

    PageLayout(Instrumentation instrumentation) {
        this.cubes = instrumentation.cubes();
        List<Cube<?>> subtracted = new ArrayList<>();
        for (Family family : instrumentation.families()) {
            writers.add(writer(family, subtracted));
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

    void write(TextBuffer page) {
        for (FamilyWriter writer : writers) {
            writer.write(page);
        }
    }

    private FamilyWriter writer(Family family, List<Cube<?>> subtracted) {
        if (family instanceof Sampled sampled) {
            return new SampledWriter(sampled);
        }
        if (family instanceof Difference difference) {
            Cube<?> cube = cubeOf(difference.subtrahend());
            if (!subtracted.contains(cube)) {
                subtracted.add(cube);
            }
            return new DifferenceWriter(difference, reader(difference.minuend()), reader(difference.subtrahend()));
        }
        RollupReader<?> reader = reader((Rollup<?>) family);
        return reader.isHistogram() ? new HistogramWriter(reader) : new CountWriter(reader);
    }

    @SuppressWarnings("unchecked") // a cube that records the roll-up's measure has its key
    private <K> RollupReader<K> reader(Rollup<K> rollup) {
        Cube<K> cube = (Cube<K>) cubeOf(rollup);
        RollupReader<K> reader = RollupReader.of(rollup, cube);
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
