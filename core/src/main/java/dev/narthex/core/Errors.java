// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.List;

/** What our own guards caught, by the instrumentation that failed. */
final class Errors implements Instrumentation {

    /** The key of a failure. */
    record Key(String instrumentation) {}

    private static final Dimension<Key> INSTRUMENTATION = Dimension.closed("instrumentation", Key::instrumentation);
    private static final Measure<Key> CAUGHT = Measure.count("caught", Unit.ONE);
    private static final Rollup<Key> ERRORS = Rollup.counter(
                    CAUGHT,
                    "narthex_instrumentation_errors_total",
                    "Failures of Narthex itself that its guards kept away from the application, when caught.")
            .by(INSTRUMENTATION);

    private final Cube<Key> cube = Cube.<Key>builder("instrumentation_errors")
            .records(CAUGHT)
            .published(List.of(ERRORS))
            .build();

    Guard guard(String instrumentation) {
        return new Guard(instrumentation, cube.cell(new Key(instrumentation)));
    }

    @Override
    public String name() {
        return "core";
    }

    @Override
    public List<Cube<?>> cubes() {
        return List.of(cube);
    }

    @Override
    public List<Family> families() {
        return List.of(ERRORS);
    }

    @Override
    public List<Family> watched() {
        return families();
    }
}
