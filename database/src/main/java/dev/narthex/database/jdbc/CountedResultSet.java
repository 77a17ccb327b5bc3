// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.database.SqlOperation;
import dev.narthex.database.SqlRecorder;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A result of a query. Counts the rows that {@code next} reaches and measures how long fetching takes: until there is no
 * next row, or until it is closed, by whatever closes it (B8). Rows are recorded in portions, so that a long export is
 * seen while it runs and a result that nobody closes loses nothing but its last portion.
 */
final class CountedResultSet extends MeasuredResultSet {

    /** Rows that are recorded at once; an atomic addition a row would cost more than reading it. */
    private static final int PORTION = 1024;

    private final SqlRecorder recorder;
    private final SqlOperation operation;
    private long fetchBegun;
    /** Rows reached so far; the thread that fetches counts them. It may overflow: only the difference is used. */
    private int read;
    /** How many of them are recorded; guarded by the connection, which another thread may close or abort (B27). */
    private int recorded;

    private State state = State.OPENED;

    /** Its neighbours among the open results of the connection, which guards them. */
    @Nullable
    CountedResultSet before;

    @Nullable
    CountedResultSet after;

    private enum State {
        OPENED,
        FETCHING,
        ENDED
    }

    CountedResultSet(
            MeasuredConnection connection,
            ResultSet delegate,
            @Nullable MeasuredStatement statement,
            SqlOperation operation) {
        super(connection, delegate, statement);
        this.recorder = connection.recorder();
        this.operation = operation;
    }

    @Override
    public boolean next() throws SQLException {
        if (state == State.OPENED) {
            state = State.FETCHING;
            fetchBegun = recorder.beginFetch();
        }
        try {
            boolean row = delegate().next();
            if (row) {
                read();
            } else {
                end();
            }
            return row;
        } catch (Throwable thrown) {
            recorder.raised(thrown);
            throw thrown;
        }
    }

    @Override
    public boolean previous() throws SQLException {
        try {
            return delegate().previous();
        } catch (Throwable thrown) {
            recorder.raised(thrown);
            throw thrown;
        }
    }

    @Override
    public boolean first() throws SQLException {
        try {
            return delegate().first();
        } catch (Throwable thrown) {
            recorder.raised(thrown);
            throw thrown;
        }
    }

    @Override
    public boolean last() throws SQLException {
        try {
            return delegate().last();
        } catch (Throwable thrown) {
            recorder.raised(thrown);
            throw thrown;
        }
    }

    @Override
    public boolean absolute(int row) throws SQLException {
        try {
            return delegate().absolute(row);
        } catch (Throwable thrown) {
            recorder.raised(thrown);
            throw thrown;
        }
    }

    @Override
    public boolean relative(int rows) throws SQLException {
        try {
            return delegate().relative(rows);
        } catch (Throwable thrown) {
            recorder.raised(thrown);
            throw thrown;
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            delegate().close();
        } finally {
            end();
        }
    }

    /** It is over, or its statement or its connection is; called again, it records what has been read since. */
    void end() {
        synchronized (connection) { // which it leaves: one lock for both
            record();
            State previous = state;
            state = State.ENDED;
            if (previous == State.FETCHING) {
                recorder.fetched(operation, fetchBegun);
            }
            if (previous != State.ENDED) {
                connection.closed(this);
            }
        }
    }

    private void read() {
        read++;
        if (read % PORTION == 0) {
            synchronized (connection) {
                record();
            }
        }
    }

    private void record() {
        int now = read;
        recorder.rows(operation, now - recorded);
        recorded = now;
    }
}
