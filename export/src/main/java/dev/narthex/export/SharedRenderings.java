// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Renders for whoever asks, one at a time; those who ask for the same while another rendering is under way share the
 * next. Nobody gets a page that is older than his question, and fifty who ask at once cost two renderings (E25).
 * Thread-safe.
 */
final class SharedRenderings {

    /** One rendering to come or under way, and how many ask for it. */
    private static final class Flight {

        private final CompletableFuture<MetricsPage.Rendered> landed = new CompletableFuture<>();
        private int riders = 1;
    }

    /** One share of a rendering; the last that is closed gives its memory back. */
    final class Share implements AutoCloseable {

        private final Flight flight;
        private final MetricsPage.Rendered rendered;

        private Share(Flight flight, MetricsPage.Rendered rendered) {
            this.flight = flight;
            this.rendered = rendered;
        }

        MetricsPage.Rendered rendered() {
            return rendered;
        }

        @Override
        public void close() {
            synchronized (boarding) {
                flight.riders--;
                if (flight.riders > 0) {
                    return;
                }
            }
            rendered.close();
        }
    }

    private final MetricsPage page;
    private final Map<PageRequest, Flight> boarding = new HashMap<>();

    /** Fair, so that one who asks for something else has his turn. */
    private final ReentrantLock turn = new ReentrantLock(true);

    SharedRenderings(MetricsPage page) {
        this.page = page;
    }

    /** The page as it was asked for, of this moment or a later one. */
    Share share(PageRequest asked) {
        Flight flight;
        boolean leads;
        synchronized (boarding) {
            Flight next = boarding.get(asked);
            leads = next == null;
            flight = next == null ? new Flight() : next;
            if (leads) {
                boarding.put(asked, flight);
            } else {
                flight.riders++;
            }
        }
        if (leads) {
            render(asked, flight);
        }
        try {
            return new Share(flight, flight.landed.join());
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException ours ? ours : failed;
        }
    }

    private void render(PageRequest asked, Flight flight) {
        turn.lock();
        try {
            synchronized (boarding) {
                boarding.remove(asked); // whoever comes now comes too late for this one
            }
            flight.landed.complete(page.render(asked));
        } catch (RuntimeException | Error failed) {
            flight.landed.completeExceptionally(failed);
        } finally {
            turn.unlock();
        }
    }
}
