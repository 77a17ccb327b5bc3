// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Cube;
import dev.narthex.core.Family;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Sampled;
import java.util.List;
import java.util.function.Supplier;

/** What the port of the page's own says of itself, on whichever page is read. Thread-safe. */
final class ServerFamilies implements Instrumentation {

    /** A server that has not been started, or is over. */
    private static final Supplier<List<Sampled.Sample>> NOTHING = List::of;

    private volatile boolean up;
    private volatile Supplier<List<Sampled.Sample>> turnedAway = NOTHING;

    void up(Supplier<List<Sampled.Sample>> counts) {
        turnedAway = counts;
        up = true;
    }

    void down() {
        up = false;
    }

    @Override
    public String name() {
        return "server";
    }

    @Override
    public List<Cube<?>> cubes() {
        return List.of();
    }

    @Override
    public List<Family> families() {
        return List.of(
                new Sampled(
                        "narthex_server_up",
                        "Whether the page listens on a port of its own, now.",
                        Family.Type.GAUGE,
                        List.of(),
                        () -> List.of(new Sampled.Sample(List.of(), up ? 1 : 0))),
                new Sampled(
                        "narthex_server_turned_away_total",
                        "Clients of the page's own port that got no page because they or others held it up, when turned away.",
                        Family.Type.COUNTER,
                        List.of("reason"),
                        () -> turnedAway.get()));
    }
}
