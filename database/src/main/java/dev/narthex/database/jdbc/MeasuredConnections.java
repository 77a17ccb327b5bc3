// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.database.JdbcUrl;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.SqlRecorder;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
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
    private final DataSource source;
    private volatile @Nullable SqlRecorder recorder;
    /** Racy on purpose: a few more do no harm. */
    private int tries;

    private MeasuredConnections(String alias, DataSource source, SqlMetrics database) {
        this.alias = alias;
        this.source = source;
        this.database = database;
    }

    /**
     * For the connections of a source that stays what it is, because somebody casts it to its class.
     *
     * @param alias what the application calls the database
     */
    public static MeasuredConnections of(String alias, DataSource source, SqlMetrics database) {
        return new MeasuredConnections(alias, source, database);
    }

    /**
     * The connection, measured. One that is measured already is returned as it is (B20), as is one that we fail to wrap:
     * that is counted as our error and never the application's.
     */
    @SuppressWarnings("NullAway") // null stays null
    public Connection measured(Connection connection) {
        try {
            if (connection == null || isMeasured(connection)) {
                return connection;
            }
            return new MeasuredConnection(connection, recorder(connection));
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
        JdbcUrl address = DataSourceAddress.of(source);
        if (address.equals(JdbcUrl.unknown())) {
            address = DataSourceAddress.of(connection);
        }
        SqlRecorder learnt = database.database(alias, address);
        if (!address.equals(JdbcUrl.unknown()) || ++tries >= MAX_TRIES) {
            recorder = learnt;
        }
        return learnt;
    }
}
