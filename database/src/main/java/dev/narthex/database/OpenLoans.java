// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

/** The loans of one pool that were not given back yet. Thread-safe. */
interface OpenLoans {

    /** The place of a loan that is not watched. */
    int NO_PLACE = -1;

    /** Of an application that publishes nothing about them. */
    record Unwatched() implements OpenLoans {

        @Override
        public int add(Borrowed loan) {
            return NO_PLACE;
        }

        @Override
        public void remove(Borrowed loan, int place) {}

        @Override
        public int settle() {
            return 0;
        }

        @Override
        public long oldestNanos(long now) {
            return 0;
        }
    }

    /** A loan begins; what this returns is given back at its end. */
    int add(Borrowed loan);

    /** A loan has ended. */
    void remove(Borrowed loan, int place);

    /** Forgets the loans whose borrower is gone, and returns how many they were. */
    int settle();

    /** How long the oldest has lasted; 0 if there is none. Nanoseconds. */
    long oldestNanos(long now);
}
