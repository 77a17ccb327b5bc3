// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.tomcat;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.tomcat.jdbc.pool.PoolConfiguration;
import org.apache.tomcat.jdbc.pool.PooledConnection;
import org.jspecify.annotations.Nullable;

/**
 * Connects as Tomcat's pool does by itself with a driver, as of 10.1 and 11.0: the configuration is read at each attempt.
 *
 * @param configuration the pool's
 */
record DriverSource(PoolConfiguration configuration) implements DataSource {

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(configuration.getUsername(), configuration.getPassword());
    }

    @Override
    public Connection getConnection(@Nullable String username, @Nullable String password) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(configuration.getDbProperties());
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        String url = configuration.getUrl();
        if (configuration.getDriverClassName() == null) {
            return DriverManager.getConnection(url, properties);
        }
        Driver driver = driver(configuration.getDriverClassName());
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver must take the URL of its pool: "
                    + driver.getClass().getName());
        }
        return connection;
    }

    private static Driver driver(String className) throws SQLException {
        try {
            return (Driver) type(className).getConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException notFound) {
            throw new SQLException(notFound.getMessage(), notFound);
        }
    }

    private static Class<?> type(String className) throws ClassNotFoundException {
        try {
            return Class.forName(className, true, PooledConnection.class.getClassLoader());
        } catch (ClassNotFoundException notThere) {
            return Class.forName(className, true, Thread.currentThread().getContextClassLoader());
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("it logs nothing");
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        throw new SQLFeatureNotSupportedException("it logs nothing");
    }

    @Override
    public void setLoginTimeout(int seconds) {
        DriverManager.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() {
        return DriverManager.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("it logs nothing");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("it wraps nothing: " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
