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
import java.util.function.ToDoubleFunction;
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

    private record Known(String alias, ConnectionPool pool, LoanRecorder loans) {}

    /**
     * What a family shows of a pool.
     *
     * @param labels the values of its labels behind the pool's name
     * @param value from what is seen of the pool; what is negative is not shown
     */
    record Reading(List<String> labels, ToDoubleFunction<Seen> value) {

        /** Of what the pool says. */
        static Reading of(List<String> labels, ToIntFunction<PoolState> value) {
            return new Reading(labels, seen -> value.applyAsInt(seen.state()));
        }
    }

    /**
     * What is seen of a pool at one moment.
     *
     * @param state what it says
     * @param heldNanos how long its oldest loan has lasted
     */
    record Seen(PoolState state, long heldNanos) {

        private Seen plus(Seen other) {
            return new Seen(state.plus(other.state), Math.max(heldNanos, other.heldNanos));
        }
    }

    /**
     * One reading of all pools.
     *
     * @param nanos when it was
     * @param seen by alias
     * @param readers who has seen it
     */
    private record Moment(long nanos, Map<String, Seen> seen, Set<Object> readers) {}

    Pools(Ticker ticker, Guard guard) {
        this.ticker = ticker;
        this.guard = guard;
    }

    /** Shows a pool from now on, until it is closed. */
    void add(String alias, ConnectionPool pool, LoanRecorder loans) {
        known.removeIf(former -> former.pool().isClosed());
        known.add(new Known(alias, pool, loans));
    }

    /** Counts what was leaked. Never throws. */
    void settle() {
        for (Known one : known) {
            try {
                if (!one.pool().isClosed()) {
                    one.loans().settle();
                }
            } catch (Throwable ours) {
                guard.caught(ours);
            }
        }
    }

    /** What one family shows, at every scrape. */
    Supplier<List<Sample>> samples(Reading... readings) {
        List<Reading> shown = List.of(readings);
        return () -> {
            List<Sample> samples = new ArrayList<>();
            for (Map.Entry<String, Seen> pool : seen(shown).entrySet()) {
                for (Reading reading : shown) {
                    double value = reading.value().applyAsDouble(pool.getValue());
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

    private synchronized Map<String, Seen> seen(Object reader) {
        long nanos = ticker.read();
        Moment now = last;
        if (now == null || now.readers().contains(reader) || nanos - now.nanos() > MAX_AGE_NANOS) {
            now = new Moment(nanos, read(), Collections.newSetFromMap(new IdentityHashMap<>()));
            last = now;
        }
        now.readers().add(reader);
        return now.seen();
    }

    private Map<String, Seen> read() {
        Map<String, Seen> seen = new TreeMap<>();
        for (Known one : known) {
            try {
                PoolState state = one.pool().state();
                if (state != null) {
                    seen.merge(one.alias(), new Seen(state, one.loans().heldNanos()), Seen::plus);
                }
            } catch (Throwable ours) {
                guard.caught(ours);
            }
        }
        return seen;
    }
}
