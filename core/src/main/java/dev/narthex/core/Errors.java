// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.List;

/** What our own guards caught, by the instrumentation that failed. */
final class Errors implements Instrumentation {

    private static final Dimension<String> INSTRUMENTATION =
            Dimension.closed("instrumentation", instrumentation -> instrumentation);
    private static final Measure<String> CAUGHT = Measure.count("caught", Unit.ONE);
    private static final Rollup<String> ERRORS = Rollup.counter(
                    CAUGHT,
                    "narthex_instrumentation_errors_total",
                    "Failures of Narthex itself that its guards kept away from the application, when caught.")
            .by(INSTRUMENTATION);

    private final Cube<String> cube = Cube.<String>builder("instrumentation_errors")
            .records(CAUGHT)
            .published(List.of(ERRORS))
            .build();

    Guard guard(String instrumentation) {
        return new Guard(instrumentation, cube.cell(instrumentation));
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
