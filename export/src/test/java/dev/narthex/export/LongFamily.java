// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Cube;
import dev.narthex.core.Family;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Sampled;
import java.util.List;
import java.util.stream.IntStream;

/** A family of about four megabytes. */
final class LongFamily implements Instrumentation {

    static final String NAME = "long_family";

    private static final int SERIES = 20_000;

    /** At least so much is on the page. */
    static final int BYTES = SERIES * 190;

    private static final List<Sampled.Sample> SAMPLES = IntStream.range(0, SERIES)
            .mapToObj(number -> new Sampled.Sample(List.of(number + "-" + "x".repeat(190)), number))
            .toList();

    @Override
    public String name() {
        return "long";
    }

    @Override
    public List<Cube<?>> cubes() {
        return List.of();
    }

    @Override
    public List<Family> families() {
        return List.of(new Sampled(
                NAME, "A family that no buffer takes in.", Family.Type.GAUGE, List.of("label"), () -> SAMPLES));
    }
}
