// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Cell;
import dev.narthex.core.Guard;
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

    private final Guard guard;
    private final Set<Watched> open = ConcurrentHashMap.newKeySet();
    /** From so many on, those that are gone are taken out before another comes in. Racy on purpose. */
    private volatile int limit = FIRST_LIMIT;

    WatchedConnections(Guard guard) {
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

        /** Whether it is closed; not, as long as its driver cannot tell. */
        boolean isClosed() {
            Connection connection = get();
            try {
                return connection == null || connection.isClosed();
            } catch (SQLException | RuntimeException | LinkageError cannotTell) {
                return false;
            }
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
                if (watched.isClosed()) {
                    ended(watched);
                }
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** Once, whoever finds out first. */
    private void ended(Watched watched) {
        if (open.remove(watched)) {
            watched.closes.count();
        }
    }
}
