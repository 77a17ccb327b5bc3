// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Cell;
import dev.narthex.core.Guard;
import dev.narthex.core.Ticker;
import java.sql.Connection;

/**
 * Records attempts to connect to one database: connections of its driver, below all pools. Where two hooks see one
 * attempt, a data source in front of our driver, the inner one has it (B20). It never throws. Thread-safe.
 */
public final class ConnectRecorder {

    private final Ticker ticker;
    private final Guard guard;
    private final ConnectionCubes cubes;
    private final OpenConnections open;
    private final ThreadLocal<Boolean> recorded;
    private final String alias;
    private final String vendor;

    /**
     * @param recorded whether the attempt that this thread has in hand is recorded; set to null, never removed
     */
    ConnectRecorder(
            Ticker ticker,
            Guard guard,
            ConnectionCubes cubes,
            OpenConnections open,
            ThreadLocal<Boolean> recorded,
            String alias,
            String vendor) {
        this.ticker = ticker;
        this.guard = guard;
        this.cubes = cubes;
        this.open = open;
        this.recorded = recorded;
        this.alias = alias;
        this.vendor = vendor;
    }

    /** An attempt begins; what this returns is given back when it has ended. Nanoseconds. */
    public long begin() {
        try {
            recorded.set(null);
            return ticker.read();
        } catch (Throwable ours) {
            guard.caught(ours);
            return 0;
        }
    }

    /**
     * There is a connection.
     *
     * @param connection the driver's own
     */
    public void connected(Connection connection, long begun) {
        try {
            if (recorded.get() == null) {
                long nanos = Math.max(0, ticker.read() - begun);
                Cell<ConnectKey> cell = cubes.connects().cell(new ConnectKey(alias, vendor, SqlKey.NONE));
                cell.count();
                cell.observe(cubes.connectTime(), nanos);
                open.opened(connection, cubes.closes().cell(cell.key())); // which may be folded
                recorded.set(Boolean.TRUE);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** There is none. How long that took says nothing of how long it takes to connect (B26). */
    public void failed(Throwable thrown) {
        try {
            if (recorded.get() == null) {
                cubes.connects()
                        .cell(new ConnectKey(alias, vendor, SqlErrors.type(vendor, thrown)))
                        .count();
                recorded.set(Boolean.TRUE);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }
}
