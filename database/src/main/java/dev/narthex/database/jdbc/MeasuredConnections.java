// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.database.ConnectionPool;
import dev.narthex.database.JdbcUrl;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.SqlRecorder;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Measures the connections of one source. Which database it is, is known from the source, or else from the first
 * connection that comes of it; a failure teaches nothing (B26). Thread-safe.
 */
public final class MeasuredConnections {

    /** So often a source is asked that does not say what it is: a failure passes, and asking costs microseconds. */
    private static final int MAX_TRIES = 100;

    private final String alias;
    private final SqlMetrics database;
    private final Supplier<JdbcUrl> address;
    private final Access access;
    private volatile @Nullable SqlRecorder recorder;
    /** Racy on purpose: a few more do no harm. */
    private int tries;

    private MeasuredConnections(String alias, Supplier<JdbcUrl> address, Access access, SqlMetrics database) {
        this.alias = alias;
        this.address = address;
        this.access = access;
        this.database = database;
    }

    /**
     * For the connections of a source that stays what it is, because somebody casts it to its class.
     *
     * @param alias what the application calls the database
     */
    public static MeasuredConnections of(String alias, DataSource source, SqlMetrics database) {
        Access access = Connect.isTo(source)
                ? Connect.to(alias, () -> DataSourceAddress.of(source), database)
                : new Access.Unknown();
        return new MeasuredConnections(alias, () -> DataSourceAddress.of(source), access, database);
    }

    /** For connections to one database, which its driver opens. */
    static MeasuredConnections to(String alias, JdbcUrl address, SqlMetrics database) {
        return new MeasuredConnections(alias, () -> address, Connect.to(alias, () -> address, database), database);
    }

    /** For the connections of a pool that stays what it is: how long borrowers wait and keep them is measured too. */
    public static MeasuredConnections of(String alias, DataSource source, ConnectionPool pool, SqlMetrics database) {
        return new MeasuredConnections(
                alias,
                () -> DataSourceAddress.of(source),
                new Access.Loan(database.loans(alias, pool), pool),
                database);
    }

    /** A connection is asked for; what this returns is given to {@link #measured}. Nanoseconds. */
    public long begin() {
        return access.begin();
    }

    /** There was none. */
    public void failed(Throwable thrown) {
        try {
            access.failed(thrown);
        } catch (Throwable ours) {
            database.guard().caught(ours);
        }
    }

    /**
     * The connection, measured. One that is measured already is returned as it is (B20), as is one that we fail to wrap:
     * that is counted as our error and never the application's.
     *
     * @param begun what {@link #begin} returned when it was asked for
     */
    @SuppressWarnings("NullAway") // null stays null
    public Connection measured(Connection connection, long begun) {
        try {
            if (connection == null) {
                return connection;
            }
            long since = access.succeeded(connection, begun);
            return isMeasured(connection)
                    ? connection
                    : new MeasuredConnection(connection, recorder(connection), access, since).lent();
        } catch (Throwable ours) {
            database.guard().caught(ours);
            return connection;
        }
    }

    /** A builder whose connections are measured. */
    public ConnectionBuilder measured(ConnectionBuilder builder) {
        return new MeasuredConnectionBuilder(builder, this);
    }

    /** Whether it is measured, below or above other wrappers. Drivers raise here that know of no wrappers: jTDS 1.3. */
    static boolean isMeasured(Connection connection) {
        try {
            return connection.isWrapperFor(MeasuredConnection.class);
        } catch (SQLException | AbstractMethodError noWrapper) {
            return false;
        }
    }

    private SqlRecorder recorder(Connection connection) {
        SqlRecorder known = recorder;
        if (known != null) {
            return known;
        }
        JdbcUrl said = address.get();
        if (said.equals(JdbcUrl.unknown())) {
            said = DataSourceAddress.of(connection);
        }
        SqlRecorder learnt = database.database(alias, said);
        if (!said.equals(JdbcUrl.unknown()) || ++tries >= MAX_TRIES) {
            recorder = learnt;
        }
        return learnt;
    }
}
