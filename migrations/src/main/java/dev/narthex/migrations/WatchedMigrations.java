// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations;

import dev.narthex.core.Guard;
import dev.narthex.core.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One database whose migrations are read again and again, and what the last reading has found. A reading that takes
 * longer than it may counts as failed while it still waits. Read by one thread, asked by any.
 */
final class WatchedMigrations implements Runnable {

    private static final Logger LOGGER = System.getLogger("dev.narthex");

    private final String connection;
    private final DataSource dataSource;
    private final MigrationReader reader;
    private final Duration timeout;
    private final Ticker ticker;
    private final Guard guard;

    private volatile @Nullable Outcome last;
    private volatile long begunNanos;
    private volatile boolean reading;
    private volatile boolean closed;
    private volatile @Nullable ReadOnlyConnection open;

    /** What the counts of the last reading rest on; of the reading thread. */
    private @Nullable Known known;

    private record Known(MigrationHistory history, MigrationCounts counts) {}

    /** The counts, or why there are none. */
    private record Outcome(@Nullable MigrationCounts counts, String failure) {}

    WatchedMigrations(
            String connection,
            DataSource dataSource,
            MigrationReader reader,
            Duration timeout,
            Ticker ticker,
            Guard guard) {
        this.connection = connection;
        this.dataSource = dataSource;
        this.reader = reader;
        this.timeout = timeout;
        this.ticker = ticker;
        this.guard = guard;
    }

    String connection() {
        return connection;
    }

    String tool() {
        return reader.tool();
    }

    /**
     * What is known at one moment.
     *
     * @param known whether there was a reading, or one is overdue
     * @param counts what it found; empty if there was none, if it failed, or if one is overdue
     */
    record Knowledge(boolean known, Optional<MigrationCounts> counts) {}

    Knowledge knowledge() {
        Outcome outcome = last;
        if (isOverdue()) {
            return new Knowledge(true, Optional.empty());
        }
        return outcome == null
                ? new Knowledge(false, Optional.empty())
                : new Knowledge(true, Optional.ofNullable(outcome.counts()));
    }

    private boolean isOverdue() {
        return reading && ticker.read() - begunNanos > timeout.toNanos();
    }

    @Override
    public void run() {
        begunNanos = ticker.read();
        reading = true;
        try {
            tell(new Outcome(read(), ""));
        } catch (Exception | LinkageError unreadable) {
            tell(new Outcome(null, String.valueOf(unreadable)));
        } catch (Error ours) {
            guard.caught(ours);
            tell(new Outcome(null, ours.toString()));
        } finally {
            reading = false;
        }
    }

    private MigrationCounts read() throws Exception {
        try (ReadOnlyConnection own = ReadOnlyConnection.open(dataSource, timeout)) {
            open = own;
            if (closed) {
                throw new SQLException("the application ends");
            }
            return read(own.guarded());
        } finally {
            open = null;
        }
    }

    private MigrationCounts read(Connection guarded) throws Exception {
        MigrationHistory history = reader.history(guarded);
        Known before = known;
        if (before != null && before.history().equals(history) && !reader.scriptsMayChange()) {
            return before.counts();
        }
        MigrationCounts counts = reader.counts(history, guarded);
        known = new Known(history, counts);
        return counts;
    }

    /** Keeps it, and says so when it has become another. */
    private void tell(Outcome outcome) {
        Outcome before = last;
        last = outcome;
        if (closed) {
            return;
        }
        if (outcome.counts() == null && (before == null || before.counts() != null)) {
            LOGGER.log(
                    Level.WARNING,
                    "The migrations of '" + connection + "' (" + tool()
                            + ") cannot be read; they are absent on the page until" + " they can. "
                            + outcome.failure());
        } else if (outcome.counts() != null && before != null && before.counts() == null) {
            LOGGER.log(Level.INFO, "The migrations of '" + connection + "' (" + tool() + ") can be read again.");
        }
    }

    /** Ends a reading that is under way. */
    void close() {
        closed = true;
        ReadOnlyConnection waiting = open;
        if (waiting != null) {
            waiting.abort();
        }
    }
}
