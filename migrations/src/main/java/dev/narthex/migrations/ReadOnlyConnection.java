// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection for one reading: read-only, in a transaction that is always rolled back, and with a time-out for each
 * statement and each answer of the network. What is handed out cannot change that, nor close it. At the end it is as it
 * was: it may come from a pool.
 */
final class ReadOnlyConnection implements AutoCloseable {

    private static final int UNKNOWN = -1;

    private final Connection connection;
    private final int timeoutSeconds;
    private final boolean autoCommit;
    private final boolean readOnly;
    private final int networkMillis;
    private int queryTimeout = UNKNOWN;

    private ReadOnlyConnection(Connection connection, Duration timeout) throws SQLException {
        this.connection = connection;
        this.timeoutSeconds = (int) Math.max(1, timeout.toSeconds());
        this.autoCommit = connection.getAutoCommit();
        this.readOnly = connection.isReadOnly();
        this.networkMillis = limitNetwork(timeout);
        setReadOnly(true);
        connection.setAutoCommit(false);
    }

    static ReadOnlyConnection open(DataSource dataSource, Duration timeout) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            return new ReadOnlyConnection(connection, timeout);
        } catch (SQLException | RuntimeException unusable) {
            connection.close();
            throw unusable;
        }
    }

    /** What readers get. */
    Connection guarded() {
        return (Connection) Proxy.newProxyInstance(
                ReadOnlyConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this::invoke);
    }

    private @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "equals":
                return arguments != null && proxy == arguments[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            case "close", "setAutoCommit", "setReadOnly", "setNetworkTimeout", "abort":
                return null;
            case "commit":
                connection.rollback();
                return null;
            default:
                return limited(call(method, arguments));
        }
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }

    private @Nullable Object limited(@Nullable Object result) throws SQLException {
        if (result instanceof Statement statement) {
            if (queryTimeout == UNKNOWN) {
                queryTimeout = statement.getQueryTimeout();
            }
            statement.setQueryTimeout(timeoutSeconds);
        }
        return result;
    }

    /** Some drivers know no time-out of the network; then that of the statement has to do. */
    private int limitNetwork(Duration timeout) throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) timeout.toMillis());
            return before;
        } catch (SQLFeatureNotSupportedException | AbstractMethodError unsupported) {
            return UNKNOWN;
        }
    }

    /** It is a hint, and SQLite refuses it on an open connection; the transaction is rolled back all the same. */
    private void setReadOnly(boolean wanted) {
        try {
            connection.setReadOnly(wanted);
        } catch (SQLException refused) {
            System.getLogger("dev.narthex")
                    .log(System.Logger.Level.TRACE, "The driver does not make this connection read-only.", refused);
        }
    }

    /** Ends whatever is being waited for; from another thread. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | AbstractMethodError unable) {
            System.getLogger("dev.narthex")
                    .log(System.Logger.Level.TRACE, "The driver does not abort this connection.", unable);
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection closing = connection) {
            closing.rollback();
            restore();
        }
    }

    private void restore() throws SQLException {
        if (queryTimeout != UNKNOWN) {
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(queryTimeout); // H2 keeps it for the connection
            }
        }
        connection.setAutoCommit(autoCommit);
        setReadOnly(readOnly);
        if (networkMillis != UNKNOWN) {
            connection.setNetworkTimeout(Runnable::run, networkMillis);
        }
    }
}
