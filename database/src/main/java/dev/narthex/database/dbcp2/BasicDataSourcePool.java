// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.dbcp2;

import dev.narthex.database.ConnectionPool;
import dev.narthex.database.PoolState;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.TransactionOutcome;
import dev.narthex.database.jdbc.MeasuredDriver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.NoSuchElementException;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.dbcp2.managed.BasicManagedDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.jspecify.annotations.Nullable;

/**
 * What Commons DBCP tells of a pool by itself.
 *
 * @param pool which may not have started yet
 */
public record BasicDataSourcePool(BasicDataSource pool) implements ConnectionPool {

    private static final Logger LOGGER = System.getLogger("dev.narthex");

    /**
     * The pool, whose connections to the database are measured from now on, if it has not started: it is given its own
     * driver, with a {@link MeasuredDriver} in front. Where that is not to be found the pool says so when it starts.
     *
     * @param alias what the application calls the database
     */
    public static ConnectionPool measuredBelow(BasicDataSource pool, String alias, SqlMetrics database) {
        boolean untouched = pool.getConnectionPool() == null && !pool.isClosed();
        Driver driver = untouched ? driver(pool) : null;
        if (driver != null && !(driver instanceof MeasuredDriver)) {
            pool.setDriver(new MeasuredDriver(driver, alias, database));
        }
        return new BasicDataSourcePool(pool);
    }

    /** The driver that the pool will take, as of DBCP 2.13. */
    private static @Nullable Driver driver(BasicDataSource pool) {
        try {
            if (pool.getDriver() != null) {
                return pool.getDriver();
            }
            if (pool.getDriverClassName() == null) {
                return pool.getUrl() == null ? null : DriverManager.getDriver(pool.getUrl());
            }
            Object driver = driverClass(pool).getConstructor().newInstance();
            return driver instanceof Driver known && known.acceptsURL(pool.getUrl()) ? known : null;
        } catch (SQLException | ReflectiveOperationException | LinkageError notFound) {
            LOGGER.log(Level.DEBUG, "The driver of a pool is not to be found", notFound);
            return null;
        }
    }

    private static Class<?> driverClass(BasicDataSource pool) throws ClassNotFoundException {
        ClassLoader chosen = pool.getDriverClassLoader();
        try {
            return Class.forName(
                    pool.getDriverClassName(), true, chosen == null ? BasicDataSource.class.getClassLoader() : chosen);
        } catch (ClassNotFoundException notThere) {
            return Thread.currentThread().getContextClassLoader().loadClass(pool.getDriverClassName());
        }
    }

    @Override
    public @Nullable PoolState state() {
        GenericObjectPool<?> running = pool.getConnectionPool();
        return running == null
                ? null
                : new PoolState(
                        running.getNumActive(),
                        running.getNumIdle(),
                        running.getNumWaiters(),
                        running.getMaxTotal(),
                        running.getMinIdle(),
                        running.getMaxIdle());
    }

    @Override
    public boolean isClosed() {
        return pool.isClosed();
    }

    /** Told from what it raises for a connection that proved dead by its words alone. */
    @Override
    public boolean isTimeout(Throwable thrown) {
        return thrown instanceof SQLException
                && thrown.getCause() instanceof NoSuchElementException cause
                && cause.getMessage() != null
                && (cause.getMessage().startsWith("Timeout waiting")
                        || cause.getMessage().startsWith("Pool exhausted"));
    }

    @Override
    public TransactionOutcome openOnReturn() {
        return pool instanceof BasicManagedDataSource // its transactions are somebody else's
                ? TransactionOutcome.UNKNOWN
                : pool.getRollbackOnReturn() ? TransactionOutcome.ROLLED_BACK : TransactionOutcome.UNKNOWN;
    }
}
