// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose connections are not measured, although it may be: for what is read on our own account, which is no
 * statement of the application. They come from where the application's come from, and go back there.
 */
public final class UnmeasuredDataSource implements DataSource, Unwrapping {

    private final DataSource delegate;

    private UnmeasuredDataSource(DataSource delegate) {
        this.delegate = delegate;
    }

    /** The same database, past what measures its statements. */
    public static DataSource of(DataSource dataSource) {
        return new UnmeasuredDataSource(dataSource);
    }

    @Override
    public DataSource delegate() {
        return delegate;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return unmeasured(delegate.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return unmeasured(delegate.getConnection(username, password));
    }

    /** What is measured works on what it wraps, which may lie below a pool; who closes it closes what was taken. */
    private static Connection unmeasured(Connection taken) throws SQLException {
        if (!taken.isWrapperFor(MeasuredConnection.class)) {
            return taken;
        }
        Connection inner = taken.unwrap(MeasuredConnection.class).delegate();
        return (Connection) Proxy.newProxyInstance(
                UnmeasuredDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "close", "abort" -> call(taken, method, arguments);
                    default -> call(inner, method, arguments);
                });
    }

    private static @Nullable Object call(Connection connection, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
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
