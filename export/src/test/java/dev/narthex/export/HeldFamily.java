// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Cube;
import dev.narthex.core.Family;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Sampled;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A family that is read when it may be: a scrape in the middle. */
record HeldFamily(CountDownLatch asked, CountDownLatch goOn) implements Instrumentation {

    @Override
    public String name() {
        return "held";
    }

    @Override
    public List<Cube<?>> cubes() {
        return List.of();
    }

    @Override
    public List<Family> families() {
        return List.of(new Sampled("held", "One, after a while.", Family.Type.GAUGE, List.of(), this::read));
    }

    private List<Sampled.Sample> read() {
        asked.countDown();
        try {
            if (!goOn.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody let this go on");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return List.of(new Sampled.Sample(List.of(), 1));
    }
}
