// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Cell;
import dev.narthex.core.Guard;
import dev.narthex.core.Ticker;
import dev.narthex.database.LoanKey.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Records the loans of one pool, above it: how long borrowers wait, how long they keep what they get, how often they wait in
 * vain, what they leak. It holds its cells, so recording allocates nothing. It never throws. Thread-safe.
 */
public final class LoanRecorder {

    private final Ticker ticker;
    private final Guard guard;
    private final ConnectionCubes cubes;
    private final OpenLoans open;
    private final String alias;

    private volatile @Nullable Cell<LoanKey> acquired;
    private volatile @Nullable Cell<LoanKey> used;

    LoanRecorder(Ticker ticker, Guard guard, ConnectionCubes cubes, OpenLoans open, String alias) {
        this.ticker = ticker;
        this.guard = guard;
        this.cubes = cubes;
        this.open = open;
        this.alias = alias;
    }

    /** Somebody asks for a connection; what this returns is given back when the pool has answered. Nanoseconds. */
    public long begin() {
        try {
            return ticker.read();
        } catch (Throwable ours) {
            guard.caught(ours);
            return 0;
        }
    }

    /** The borrower has a connection; what this returns is when he got it. Nanoseconds. */
    public long acquired(long begun) {
        try {
            long now = ticker.read();
            acquisitions().observe(cubes.acquireTime(), Math.max(0, now - begun));
            return now;
        } catch (Throwable ours) {
            guard.caught(ours);
            return begun;
        }
    }

    /** No connection became free in time: a count, and no time among the times of those that got one (B26). */
    public void timedOut() {
        try {
            acquisitions().count();
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** The borrower has the connection in hand; what this returns is given to {@link #returned}. */
    public int lent(Borrowed loan) {
        try {
            uses(); // none is leaked yet, and the page says so
            return open.add(loan);
        } catch (Throwable ours) {
            guard.caught(ours);
            return OpenLoans.NO_PLACE;
        }
    }

    /** The borrower has given the connection back. */
    public void returned(Borrowed loan, int place) {
        try {
            open.remove(loan, place);
            uses().observe(cubes.useTime(), Math.max(0, ticker.read() - loan.since()));
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** Counts the loans that nobody can give back any more. */
    void settle() {
        int leaked = open.settle();
        if (leaked > 0) {
            uses().add(cubes.leaks(), leaked);
        }
    }

    /** For how long the borrower that has had a connection longest has had it; 0 if nobody has one. Nanoseconds. */
    long heldNanos() {
        return open.oldestNanos(ticker.read());
    }

    private Cell<LoanKey> uses() {
        Cell<LoanKey> cell = used;
        if (cell == null) {
            cell = cubes.loans().cell(new LoanKey(alias, Phase.USE));
            used = cell;
        }
        return cell;
    }

    private Cell<LoanKey> acquisitions() {
        Cell<LoanKey> cell = acquired;
        if (cell == null) {
            cell = cubes.loans().cell(new LoanKey(alias, Phase.ACQUIRE)); // the same for every thread that comes here
            acquired = cell;
        }
        return cell;
    }
}
