// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts.entities;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/** One connection a JTA transaction, which is committed or rolled back with it; as an application server has them. */
final class JoinedConnections implements DataSource {

    private final XADataSource database;
    private final TransactionManager transactions;
    private final Map<Transaction, Connection> joined = new ConcurrentHashMap<>();

    JoinedConnections(XADataSource database, TransactionManager transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Transaction transaction = transactions.getTransaction();
            if (transaction == null) {
                return database.getXAConnection().getConnection();
            }
            Connection known = joined.get(transaction);
            return known != null ? known : join(transaction);
        } catch (SystemException | RollbackException refused) {
            throw new SQLException(refused);
        }
    }

    private Connection join(Transaction transaction) throws SQLException, SystemException, RollbackException {
        XAConnection physical = database.getXAConnection();
        transaction.enlistResource(physical.getXAResource());
        Connection connection = withoutClosing(physical.getConnection());
        joined.put(transaction, connection);
        transaction.registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                joined.remove(transaction);
                try {
                    physical.close();
                } catch (SQLException broken) {
                    throw new IllegalStateException(broken);
                }
            }
        });
        return connection;
    }

    /** It is closed when the transaction is over. */
    private static Connection withoutClosing(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                JoinedConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(JoinedConnections.class.getName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("it wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
