// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import org.jspecify.annotations.Nullable;

/**
 * What the request on the current thread has cost so far, so that a view knows what its queries cost. The inner filter
 * opens it with the request's own amounts and closes it when the thread leaves; a statement or a cache look-up in
 * between adds to it. The thread keeps nothing but an array of longs, or null: no class of ours stays behind in a pool
 * of threads. Thread-safe: every thread sees its own.
 */
public final class RequestTally {

    /** What is added up. */
    public enum Entry {
        /** Statements sent to a database. */
        QUERIES,
        /** Nanoseconds spent in a database. */
        DATABASE_NANOS,
        /** Cache look-ups that found something. */
        CACHE_HITS,
        /** Cache look-ups that found nothing, or failed. */
        CACHE_MISSES
    }

    private static final int ENTRIES = Entry.values().length;

    private final ThreadLocal<long @Nullable []> current = new ThreadLocal<>();

    private RequestTally() {}

    /** A tally of its own, with no request on any thread. */
    public static RequestTally create() {
        return new RequestTally();
    }

    /** Amounts for one request, all 0. */
    public static long[] amounts() {
        return new long[ENTRIES];
    }

    /** From now on the current thread adds to these amounts. */
    public void open(long[] amounts) {
        current.set(amounts);
    }

    /** From now on the current thread adds to nothing. Set to null and not removed: removing allocates at the next set. */
    public void close() {
        current.set(null);
    }

    /** Adds to the request on the current thread, if there is one. */
    public void add(Entry entry, long amount) {
        long[] amounts = current.get();
        if (amounts != null) {
            amounts[entry.ordinal()] += amount;
        }
    }
}
