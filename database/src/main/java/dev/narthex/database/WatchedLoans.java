// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every loan of a pool in a place of its own, from its begin to its end: a compare-and-set each, and no object. A
 * scrape that finds a loan leaves a weak reference in its place; so a loan that a borrower has dropped is found when the
 * garbage collector has had it (B28), and only loans that last until a scrape cost an object, on the scraper's thread. Of
 * loans beyond the number of places, at one time, nothing is known. Thread-safe.
 */
final class WatchedLoans implements OpenLoans {

    /** More than a pool lends at one time; a power of two. */
    static final int PLACES = 1_024;

    /** What a loan's begin, in nanoseconds, is multiplied with, so that its highest bits differ: 2^64 / φ. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Null, or a {@link Borrowed}, or a {@link Held}. */
    private final AtomicReferenceArray<@Nullable Object> places = new AtomicReferenceArray<>(PLACES);

    /** A loan that a scrape has seen. */
    private static final class Held extends WeakReference<Borrowed> {

        private final long since;

        Held(Borrowed loan) {
            super(loan);
            this.since = loan.since();
        }
    }

    @Override
    public int add(Borrowed loan) {
        int first = (int) ((loan.since() * SPREAD) >>> (Long.SIZE - Integer.numberOfTrailingZeros(PLACES)));
        for (int i = 0; i < PLACES; i++) {
            int place = (first + i) & (PLACES - 1);
            if (places.getPlain(place) == null && places.compareAndSet(place, null, loan)) {
                return place;
            }
        }
        return NO_PLACE;
    }

    @Override
    public void remove(Borrowed loan, int place) {
        if (place == NO_PLACE) {
            return;
        }
        try {
            Object there = places.get(place);
            while (isThat(loan, there) && !places.compareAndSet(place, there, null)) { // a scrape may exchange it once
                there = places.get(place);
            }
        } finally {
            Reference.reachabilityFence(loan); // until here it is nobody's leak
        }
    }

    private static boolean isThat(Borrowed loan, @Nullable Object there) {
        return there == loan || (there instanceof Held held && held.refersTo(loan));
    }

    @Override
    public int settle() {
        int gone = 0;
        for (int place = 0; place < PLACES; place++) {
            Object there = places.get(place);
            if (there instanceof Borrowed loan) {
                places.compareAndSet(place, loan, new Held(loan));
            } else if (there instanceof Held held && held.refersTo(null) && places.compareAndSet(place, held, null)) {
                gone++;
            }
        }
        return gone;
    }

    @Override
    public long oldestNanos(long now) {
        long oldest = 0;
        for (int place = 0; place < PLACES; place++) {
            Object there = places.get(place);
            if (there instanceof Held held) {
                oldest = Math.max(oldest, now - held.since);
            } else if (there instanceof Borrowed loan) {
                oldest = Math.max(oldest, now - loan.since());
            }
        }
        return oldest;
    }
}
