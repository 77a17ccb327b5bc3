// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The limit of cells at work: how many cells every cube has, and how many events it had to fold. */
final class CellLimits implements Instrumentation {

    private final Supplier<List<Instrumentation>> instrumentations;

    CellLimits(Supplier<List<Instrumentation>> instrumentations) {
        this.instrumentations = instrumentations;
    }

    @Override
    public String name() {
        return "cells";
    }

    @Override
    public List<Cube<?>> cubes() {
        return List.of();
    }

    @Override
    public List<Family> families() {
        return List.of(
                new Sampled(
                        "narthex_cells",
                        "Cells in a cube now; beyond the setting narthex.max-cells new keys are folded.",
                        Family.Type.GAUGE,
                        List.of("cube"),
                        () -> samples(Cube::size)),
                new Sampled(
                        "narthex_cells_folded_total",
                        "Events counted under <other> because their cube was full.",
                        Family.Type.COUNTER,
                        List.of("cube"),
                        () -> samples(Cube::folded)));
    }

    @Override
    public List<Family> watched() {
        return families();
    }

    private List<Sampled.Sample> samples(ToDoubleFunction<Cube<?>> value) {
        return instrumentations.get().stream()
                .flatMap(instrumentation -> instrumentation.cubes().stream())
                .map(cube -> new Sampled.Sample(List.of(cube.name()), value.applyAsDouble(cube)))
                .toList();
    }
}
