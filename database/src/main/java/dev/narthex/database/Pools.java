// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Guard;
import dev.narthex.core.Sampled.Sample;
import dev.narthex.core.Ticker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The pools of an application, read when somebody scrapes. All families of one scrape show the same moment: each reads the
 * last one once, and whoever comes a second time takes a new one. So does who comes much later: a scrape may ask for some
 * families only. Thread-safe.
 */
final class Pools {

    private static final long MAX_AGE_NANOS = 1_000_000_000;

    private final Ticker ticker;
    private final Guard guard;
    private final List<Known> known = new CopyOnWriteArrayList<>();
    private @Nullable Moment last; // guarded by this

    private record Known(String alias, ConnectionPool pool) {}

    /**
     * What a family shows of a pool.
     *
     * @param labels the values of its labels behind the pool's name
     * @param value from the state of the pool; what is negative is not shown
     */
    record Reading(List<String> labels, ToIntFunction<PoolState> value) {}

    /**
     * One reading of all pools.
     *
     * @param nanos when it was
     * @param states by alias
     * @param readers who has seen it
     */
    private record Moment(long nanos, Map<String, PoolState> states, Set<Object> readers) {}

    Pools(Ticker ticker, Guard guard) {
        this.ticker = ticker;
        this.guard = guard;
    }

    /** Shows a pool from now on, until it is closed. */
    void add(String alias, ConnectionPool pool) {
        known.removeIf(former -> former.pool().isClosed());
        known.add(new Known(alias, pool));
    }

    /** What one family shows, at every scrape. */
    Supplier<List<Sample>> samples(Reading... readings) {
        List<Reading> shown = List.of(readings);
        return () -> {
            List<Sample> samples = new ArrayList<>();
            for (Map.Entry<String, PoolState> pool : states(shown).entrySet()) {
                for (Reading reading : shown) {
                    int value = reading.value().applyAsInt(pool.getValue());
                    if (value >= 0) {
                        samples.add(new Sample(labels(pool.getKey(), reading), value));
                    }
                }
            }
            return samples;
        };
    }

    private static List<String> labels(String alias, Reading reading) {
        List<String> labels = new ArrayList<>();
        labels.add(alias);
        labels.addAll(reading.labels());
        return labels;
    }

    private synchronized Map<String, PoolState> states(Object reader) {
        long nanos = ticker.read();
        Moment now = last;
        if (now == null || now.readers().contains(reader) || nanos - now.nanos() > MAX_AGE_NANOS) {
            now = new Moment(nanos, read(), Collections.newSetFromMap(new IdentityHashMap<>()));
            last = now;
        }
        now.readers().add(reader);
        return now.states();
    }

    private Map<String, PoolState> read() {
        Map<String, PoolState> states = new TreeMap<>();
        for (Known one : known) {
            try {
                PoolState state = one.pool().state();
                if (state != null) {
                    states.merge(one.alias(), state, PoolState::plus);
                }
            } catch (Throwable ours) {
                guard.caught(ours);
            }
        }
        return states;
    }
}
