// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Cell;
import dev.narthex.core.Guard;
import dev.narthex.core.Ticker;
import dev.narthex.database.LoanKey.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Records the loans of one pool, above it: how long borrowers wait, how long they keep what they get, how often they wait in
 * vain. It holds its cells, so recording allocates nothing. It never throws. Thread-safe.
 */
public final class LoanRecorder {

    private final Ticker ticker;
    private final Guard guard;
    private final ConnectionCubes cubes;
    private final String alias;

    private volatile @Nullable Cell<LoanKey> acquired;
    private volatile @Nullable Cell<LoanKey> used;

    LoanRecorder(Ticker ticker, Guard guard, ConnectionCubes cubes, String alias) {
        this.ticker = ticker;
        this.guard = guard;
        this.cubes = cubes;
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

    /** The borrower has a connection; what this returns is given to {@link #returned}. Nanoseconds. */
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

    /** The borrower has given the connection back. */
    public void returned(long borrowed) {
        try {
            Cell<LoanKey> cell = used;
            if (cell == null) {
                cell = cubes.loans().cell(new LoanKey(alias, Phase.USE));
                used = cell;
            }
            cell.observe(cubes.useTime(), Math.max(0, ticker.read() - borrowed));
        } catch (Throwable ours) {
            guard.caught(ours);
        }
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
