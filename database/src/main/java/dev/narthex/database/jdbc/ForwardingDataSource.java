// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import java.io.PrintWriter;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Hands on what a data source does beside connecting. Pure delegation. */
interface ForwardingDataSource extends Unwrapping, DataSource {

    @Override
    DataSource delegate();

    @Override
    default ConnectionBuilder createConnectionBuilder() throws SQLException {
        return delegate().createConnectionBuilder();
    }

    @Override
    default ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
        return delegate().createShardingKeyBuilder();
    }

    @Override
    default PrintWriter getLogWriter() throws SQLException {
        return delegate().getLogWriter();
    }

    @Override
    default void setLogWriter(PrintWriter writer) throws SQLException {
        delegate().setLogWriter(writer);
    }

    @Override
    default int getLoginTimeout() throws SQLException {
        return delegate().getLoginTimeout();
    }

    @Override
    default void setLoginTimeout(int seconds) throws SQLException {
        delegate().setLoginTimeout(seconds);
    }

    @Override
    default Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return delegate().getParentLogger();
    }
}
