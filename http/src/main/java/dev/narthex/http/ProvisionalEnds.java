// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exchanges that a container may never speak of again, each with the end that it then has. Containers forget to call
 * back (A3); an exchange that is still here at its deadline is recorded with what was known. No thread watches: whoever
 * reads the completions or brings the next request settles what is due. Thread-safe.
 */
final class ProvisionalEnds {

    private static final long SETTLED_EVERY_NANOS = 1_000_000_000L;

    private record End(int status, long nanos, long deadlineNanos) {}

    private final Map<Exchange, End> ends = new ConcurrentHashMap<>();
    private volatile long settledNanos;

    ProvisionalEnds(long now) {
        settledNanos = now;
    }

    void put(Exchange exchange, int status, long endNanos, long deadlineNanos) {
        ends.put(exchange, new End(status, endNanos, deadlineNanos));
    }

    void remove(Exchange exchange) {
        ends.remove(exchange);
    }

    /** What the next request asks, so that nothing piles up where nobody scrapes. */
    void settleNowAndThen(long now) {
        if (now - settledNanos > SETTLED_EVERY_NANOS) {
            settle(now);
        }
    }

    /** Records what is due. */
    void settle(long now) {
        settledNanos = now;
        for (Map.Entry<Exchange, End> entry : ends.entrySet()) {
            End end = entry.getValue();
            if (now - end.deadlineNanos >= 0) {
                entry.getKey().complete(end.status, end.nanos);
            }
        }
    }
}
