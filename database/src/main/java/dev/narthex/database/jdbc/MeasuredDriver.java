// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.database.JdbcUrl;
import dev.narthex.database.SqlMetrics;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stands below a pool that is given a driver, and measures the attempts to connect, as {@link ConnectMeter} does where it
 * is given a data source. Thread-safe.
 *
 * @param delegate the driver of the database
 * @param alias what the application calls the database
 * @param database where the attempts are recorded
 */
public record MeasuredDriver(Driver delegate, String alias, SqlMetrics database) implements Driver {

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        Access connect = Connect.to(alias, () -> JdbcUrl.parse(url), database);
        long begun = connect.begin();
        try {
            Connection connection = delegate.connect(url, properties);
            if (connection != null) {
                connect.succeeded(connection, begun);
            }
            return connection;
        } catch (Throwable thrown) {
            connect.failed(thrown);
            throw thrown;
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return delegate.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return delegate.getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return delegate.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return delegate.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return delegate.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return delegate.getParentLogger();
    }
}
