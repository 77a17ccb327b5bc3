// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.hooks;

import dev.narthex.core.Cell;
import dev.narthex.core.Cube;
import dev.narthex.core.Dimension;
import dev.narthex.core.Family;
import dev.narthex.core.Measure;
import dev.narthex.core.Rollup;
import dev.narthex.core.Unit;
import java.util.List;

/** One counter with one series. Thread-safe. */
final class SingleCount {

    private record Key(String hook) {}

    private static final Dimension<Key> HOOK = Dimension.closed("hook", Key::hook);

    private final Cube<Key> cube;
    private final List<Family> families;
    private final Cell<Key> cell;

    SingleCount(String family, String help) {
        Measure<Key> count = Measure.count("count", Unit.ONE);
        Rollup<Key> rollup = Rollup.counter(count, family, help).by(HOOK);
        this.families = List.of(rollup);
        this.cube = Cube.<Key>builder(family).records(count).published(families).build();
        this.cell = cube.cell(new Key("stub"));
    }

    void count() {
        cell.count();
    }

    List<Cube<?>> cubes() {
        return List.of(cube);
    }

    List<Family> families() {
        return families;
    }
}
