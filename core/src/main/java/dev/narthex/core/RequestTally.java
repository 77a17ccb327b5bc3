// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the request on the current thread has cost so far, so that a view knows what its queries cost. The inner filter
 * opens it when a thread takes the request up and closes it when the thread leaves; a statement or a cache look-up in
 * between adds to it. A thread keeps one array of longs and uses it for all its requests: nothing is allocated for a
 * request, and no class of ours stays behind in a pool of threads. Thread-safe: every thread sees its own.
 */
public final class RequestTally {

    /** What is added up. */
    public enum Entry {
        /** Executions sent to a database; a batch is one. */
        QUERIES,
        /** Nanoseconds spent in a database. */
        DATABASE_NANOS,
        /** Cache look-ups that found something. */
        CACHE_HITS,
        /** Cache look-ups that found nothing. */
        CACHE_MISSES,
        /** Cache look-ups that failed. */
        CACHE_ERRORS
    }

    /** After the entries: 1 while a request is open on the thread. */
    private static final int OPEN = Entry.values().length;

    @SuppressWarnings("ThreadLocalUsage") // one an application: a static one would be shared by applications in one JVM
    private final ThreadLocal<long @Nullable []> amounts = new ThreadLocal<>();

    /** A bit for each entry that some feature adds to; guarded by this for writing. */
    private volatile int announced;

    private RequestTally() {}

    /** A tally of its own, with no request on any thread. */
    public static RequestTally create() {
        return new RequestTally();
    }

    /** A feature will add to these; what nobody adds to is unknown, not 0. */
    public synchronized void announce(Entry... entries) {
        for (Entry entry : entries) {
            announced |= 1 << entry.ordinal();
        }
    }

    /** Whether some feature adds to this. */
    public boolean isAnnounced(Entry entry) {
        return (announced & (1 << entry.ordinal())) != 0;
    }

    /** A request begins on the current thread; everything is 0. */
    public void open() {
        long[] own = amounts.get();
        if (own == null) {
            own = new long[OPEN + 1];
            amounts.set(own);
        }
        Arrays.fill(own, 0);
        own[OPEN] = 1;
    }

    /** The current thread leaves its request; what it does from now on adds to nothing. */
    public void close() {
        long[] own = amounts.get();
        if (own != null) {
            own[OPEN] = 0;
        }
    }

    /** Adds to the request on the current thread, if there is one. */
    public void add(Entry entry, long amount) {
        long[] own = amounts.get();
        if (own != null && own[OPEN] == 1) {
            own[entry.ordinal()] += amount;
        }
    }

    /** The same for two entries at once: finding the request costs more than adding to it. */
    public void add(Entry entry, long amount, Entry other, long otherAmount) {
        long[] own = amounts.get();
        if (own != null && own[OPEN] == 1) {
            own[entry.ordinal()] += amount;
            own[other.ordinal()] += otherAmount;
        }
    }

    /** What the request on the current thread, or the one that it left last, has cost; 0 before its first request. */
    public long amount(Entry entry) {
        long[] own = amounts.get();
        return own == null ? 0 : own[entry.ordinal()];
    }
}
