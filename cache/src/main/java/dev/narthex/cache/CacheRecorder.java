// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache;

import dev.narthex.core.Cell;
import dev.narthex.core.Count;
import dev.narthex.core.Distribution;
import dev.narthex.core.Guard;
import dev.narthex.core.RequestTally;
import dev.narthex.core.Ticker;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Records what happens to one cache. It holds the cells of its events, so recording makes no key, takes no lock and
 * allocates nothing. It never sees a key or a value (C26), and it never throws: a look-up does not fail because of us.
 * Thread-safe.
 */
public final class CacheRecorder {

    private static final int EVENTS = CacheEvent.values().length;

    private final @Nullable Ticker ticker;
    private final RequestTally tally;
    private final Guard guard;
    private final Count events;
    private final Distribution lookup;
    private final Function<CacheEvent, Cell<CacheKey>> birth;

    /** By ordinal; made when first needed, so that what never happens is no series (C8). */
    private final AtomicReferenceArray<@Nullable Cell<CacheKey>> cells = new AtomicReferenceArray<>(EVENTS);

    private final List<Estimate<?>> estimates = new CopyOnWriteArrayList<>();

    CacheRecorder(
            @Nullable Ticker ticker,
            RequestTally tally,
            Guard guard,
            Count events,
            Distribution lookup,
            Function<CacheEvent, Cell<CacheKey>> birth) {
        this.ticker = ticker;
        this.tally = tally;
        this.guard = guard;
        this.events = events;
        this.lookup = lookup;
        this.birth = birth;
    }

    /** A look-up begins; what this returns is given to {@link #ended}. Nanoseconds, or 0 where nothing is timed. */
    public long begin() {
        try {
            return ticker == null ? 0 : ticker.read();
        } catch (Throwable ours) {
            guard.caught(ours);
            return 0;
        }
    }

    /**
     * A look-up has ended.
     *
     * @param begun what {@link #begin} returned
     * @param result {@link CacheEvent#HIT}, {@link CacheEvent#MISS} or {@link CacheEvent#ERROR}
     */
    public void ended(long begun, CacheEvent result) {
        try {
            Cell<CacheKey> cell = cell(result);
            cell.count();
            attribute(result, 1);
            if (ticker != null) {
                cell.observe(lookup, Math.max(0, ticker.read() - begun));
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /**
     * A look-up of many keys has ended: each is a look-up (C5), and all of them together took the time once.
     *
     * @param begun what {@link #begin} returned
     */
    public void endedMany(long begun, int hits, int misses) {
        endedMany(begun, CacheEvent.HIT, hits);
        if (hits > 0) {
            looked(CacheEvent.MISS, misses);
        } else {
            endedMany(begun, CacheEvent.MISS, misses);
        }
    }

    /** The same where all had one result; nothing was looked up if there were none. */
    public void endedMany(long begun, CacheEvent result, int lookups) {
        if (lookups > 0) {
            ended(begun, result);
            looked(result, lookups - 1);
        }
    }

    /** So many look-ups, which nobody timed, had this result. */
    public void looked(CacheEvent result, int lookups) {
        if (lookups == 0) {
            return;
        }
        try {
            cell(result).add(events, lookups);
            attribute(result, lookups);
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** Something happened once that is no look-up. */
    public void count(CacheEvent event) {
        count(event, 1);
    }

    /** The same, so many times. */
    public void count(CacheEvent event, long times) {
        if (times == 0) {
            return; // what has never happened is no series
        }
        try {
            cell(event).add(events, times);
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** How often something has happened. */
    public long total(CacheEvent event) {
        Cell<CacheKey> cell = cells.get(event.ordinal());
        return cell == null ? 0 : cell.sum(0);
    }

    /**
     * From now on, how many entries the cache has is published, as long as somebody uses the cache.
     *
     * @param size asks the cache; called on the scraper's thread
     * @param <C> the class of the cache
     */
    public <C> void estimatesEntries(C cache, ToLongFunction<C> size) {
        estimates.add(new Estimate<>(new WeakReference<>(cache), size));
    }

    OptionalLong entries() {
        estimates.removeIf(estimate -> estimate.cache().refersTo(null));
        OptionalLong entries = OptionalLong.empty();
        for (Estimate<?> estimate : estimates) {
            entries = OptionalLong.of(entries.orElse(0) + estimate.read());
        }
        return entries;
    }

    private void attribute(CacheEvent result, int lookups) {
        switch (result) {
            case HIT -> tally.add(RequestTally.Entry.CACHE_HITS, lookups);
            case MISS -> tally.add(RequestTally.Entry.CACHE_MISSES, lookups);
            default -> tally.add(RequestTally.Entry.CACHE_ERRORS, lookups);
        }
    }

    private Cell<CacheKey> cell(CacheEvent event) {
        Cell<CacheKey> known = cells.get(event.ordinal());
        if (known != null) {
            return known;
        }
        Cell<CacheKey> born = birth.apply(event); // the same for every thread that comes here
        cells.set(event.ordinal(), born);
        return born;
    }

    private record Estimate<C>(WeakReference<C> cache, ToLongFunction<C> size) {

        long read() {
            C present = cache.get();
            return present == null ? 0 : size.applyAsLong(present);
        }
    }
}
