// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.database.ConnectionPool;
import dev.narthex.database.SqlMetrics;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A data source whose statements are measured. {@code unwrap} finds what it wraps. Thread-safe, as what it wraps is.
 *
 * <pre>{@code
 * DataSource measured = MeasuredDataSource.wrap("default", dataSource, database);
 * }</pre>
 */
public final class MeasuredDataSource implements ForwardingDataSource {

    private final DataSource delegate;
    private final MeasuredConnections connections;

    private MeasuredDataSource(DataSource delegate, MeasuredConnections connections) {
        this.delegate = delegate;
        this.connections = connections;
    }

    /**
     * Measures a data source: the statements of all connections that come from it. Connections that are measured already,
     * below or above, are measured once (B20).
     *
     * @param alias what the application calls the database: {@code default}
     */
    public static DataSource wrap(String alias, DataSource dataSource, SqlMetrics database) {
        return dataSource instanceof MeasuredDataSource
                ? dataSource
                : new MeasuredDataSource(dataSource, MeasuredConnections.of(alias, dataSource, database));
    }

    /**
     * Measures a pool: the statements, and how long its borrowers wait and keep what they get. What its connections to the
     * database cost, only a hook below it can tell: {@link ConnectMeter}.
     */
    public static DataSource wrap(String alias, DataSource dataSource, ConnectionPool pool, SqlMetrics database) {
        return dataSource instanceof MeasuredDataSource
                ? dataSource
                : new MeasuredDataSource(dataSource, MeasuredConnections.of(alias, dataSource, pool, database));
    }

    @Override
    public DataSource delegate() {
        return delegate;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long begun = connections.begin();
        try {
            return connections.measured(delegate.getConnection(), begun);
        } catch (Throwable thrown) {
            connections.failed(thrown);
            throw thrown;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        long begun = connections.begin();
        try {
            return connections.measured(delegate.getConnection(username, password), begun);
        } catch (Throwable thrown) {
            connections.failed(thrown);
            throw thrown;
        }
    }

    @Override
    public ConnectionBuilder createConnectionBuilder() throws SQLException {
        return connections.measured(delegate.createConnectionBuilder());
    }
}
