// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.database.SqlMetrics;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source whose statements are measured. {@code unwrap} finds what it wraps. Thread-safe, as what it wraps is.
 *
 * <pre>{@code
 * DataSource measured = MeasuredDataSource.wrap("default", dataSource, database);
 * }</pre>
 */
public final class MeasuredDataSource implements DataSource, Unwrapping {

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

    @Override
    public DataSource delegate() {
        return delegate;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connections.measured(delegate.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return connections.measured(delegate.getConnection(username, password));
    }

    @Override
    public ConnectionBuilder createConnectionBuilder() throws SQLException {
        return connections.measured(delegate.createConnectionBuilder());
    }

    @Override
    public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
        return delegate.createShardingKeyBuilder();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return delegate.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        delegate.setLogWriter(writer);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return delegate.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        delegate.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return delegate.getParentLogger();
    }
}
