// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache;

import dev.narthex.core.Guard;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The measured caches that a manager hands out instead of its own: for the same one always the same (C14), for one that it has
 * made anew a new one. If we fail, it is the manager's own. Thread-safe.
 *
 * @param <C> what the vendor calls a cache
 */
public final class Twins<C> {

    private final UnaryOperator<C> measure;
    private final Guard guard;
    private final ConcurrentHashMap<String, Pair<C>> pairs = new ConcurrentHashMap<>();

    private record Pair<C>(C own, C measured) {}

    private Twins(UnaryOperator<C> measure, Guard guard) {
        this.measure = measure;
        this.guard = guard;
    }

    /**
     * None so far.
     *
     * @param measure makes a measured cache of a manager's own
     */
    public static <C> Twins<C> of(UnaryOperator<C> measure, CacheMetrics metrics) {
        return new Twins<>(measure, metrics.guard());
    }

    /** The measured cache of the manager's own that has this name now. */
    public C of(String name, C own) {
        try {
            Pair<C> known = pairs.get(name);
            if (known != null && known.own() == own) {
                return known.measured();
            }
            return pairs.compute(
                            name,
                            (same, present) -> present != null && present.own() == own
                                    ? present
                                    : new Pair<>(own, measure.apply(own)))
                    .measured();
        } catch (RuntimeException | LinkageError ours) {
            guard.caught(ours);
            return own;
        }
    }

    /** The manager has given this cache up. */
    public void forget(String name) {
        pairs.remove(name);
    }
}
