// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.hooks;

import dev.narthex.core.Cube;
import dev.narthex.core.Family;
import dev.narthex.core.Instrumentation;
import java.util.List;

/** What the integrator counts. */
final class SessionFactories implements Instrumentation {

    private final SingleCount started =
            new SingleCount("stub_session_factories_total", "Session factories seen by the stub integrator.");

    void started() {
        started.count();
    }

    @Override
    public String name() {
        return "stub_integrator";
    }

    @Override
    public List<Cube<?>> cubes() {
        return started.cubes();
    }

    @Override
    public List<Family> families() {
        return started.families();
    }
}
