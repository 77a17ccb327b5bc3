// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.hooks;

import dev.narthex.core.Cube;
import dev.narthex.core.Family;
import dev.narthex.core.Instrumentation;
import java.util.List;

/** What the driver counts. */
final class Connections implements Instrumentation {

    private final SingleCount opened =
            new SingleCount("stub_connections_total", "Connections opened by the stub driver.");

    void opened() {
        opened.count();
    }

    @Override
    public String name() {
        return "stub_driver";
    }

    @Override
    public List<Cube<?>> cubes() {
        return opened.cubes();
    }

    @Override
    public List<Family> families() {
        return opened.families();
    }
}
