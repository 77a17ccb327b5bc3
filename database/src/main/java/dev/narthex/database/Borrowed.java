// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

/** What a borrower has of a pool until he gives it back, as the hook that hands it out describes it. */
public interface Borrowed {

    /** When he got it. Nanoseconds of the ticker. */
    long since();
}
