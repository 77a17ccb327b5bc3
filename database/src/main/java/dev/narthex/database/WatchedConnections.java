// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Cell;
import dev.narthex.core.Guard;
import dev.narthex.core.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out at the scrape which connections have ended: whether its owner closed it, whether somebody aborted it or the
 * driver gave it up, a driver knows in a field (pgjdbc 42, MariaDB 3, Connector/J 9, H2 2, SQLite 3), and {@code isClosed}
 * tells without asking the database. So nothing stands between a pool and its driver (B27). One that was dropped without
 * being closed has ended when the garbage collector has it: nothing here keeps it. What the network has cut and nobody has
 * used since is open until the driver notices. Without scrapes what is kept stays within twice what lives. Thread-safe.
 */
final class WatchedConnections implements OpenConnections {

    private static final int FIRST_LIMIT = 256;

    /** A driver that takes longer waits for its statement to end (Connector/J does, where it has several hosts). */
    private static final long PATIENCE_NANOS = 100_000_000;

    private static final Logger LOGGER = System.getLogger("dev.narthex");

    private final Ticker ticker;
    private final Guard guard;
    /** The classes of connections that are not asked. */
    private final Set<String> slow = ConcurrentHashMap.newKeySet();

    private final Set<Watched> open = ConcurrentHashMap.newKeySet();
    /** From so many on, those that are gone are taken out before another comes in. Racy on purpose. */
    private volatile int limit = FIRST_LIMIT;

    WatchedConnections(Ticker ticker, Guard guard) {
        this.ticker = ticker;
        this.guard = guard;
    }

    private static final class Watched extends WeakReference<Connection> {

        private final Cell<ConnectKey> closes;

        Watched(Connection connection, Cell<ConnectKey> closes) {
            super(connection);
            this.closes = closes;
        }

        boolean isGone() {
            return refersTo(null);
        }
    }

    @Override
    public void opened(Connection connection, Cell<ConnectKey> closes) {
        if (open.size() >= limit) {
            for (Watched watched : open) {
                if (watched.isGone()) { // no driver is asked on the application's thread
                    ended(watched);
                }
            }
            limit = Math.max(FIRST_LIMIT, 2 * open.size());
        }
        open.add(new Watched(connection, closes));
    }

    @Override
    public void settle() {
        try {
            for (Watched watched : open) {
                Connection connection = watched.get();
                if (connection == null || isClosed(connection)) {
                    ended(watched);
                }
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** What the driver says; it is open as long as that cannot tell, or is not asked any more. */
    private boolean isClosed(Connection connection) {
        String driver = connection.getClass().getName();
        if (slow.contains(driver)) {
            return false;
        }
        long begun = ticker.read();
        try {
            return connection.isClosed();
        } catch (SQLException | RuntimeException | LinkageError cannotTell) {
            return false;
        } finally {
            if (ticker.read() - begun > PATIENCE_NANOS && slow.add(driver)) {
                LOGGER.log(
                        Level.WARNING,
                        "Connections of " + driver
                                + " wait before they say whether they are closed, and are not asked again: "
                                + "they count as closed when they are garbage.");
            }
        }
    }

    /** Once, whoever finds out first. */
    private void ended(Watched watched) {
        if (open.remove(watched)) {
            watched.closes.count();
        }
    }
}
