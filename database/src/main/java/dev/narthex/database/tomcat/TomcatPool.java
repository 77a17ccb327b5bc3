// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.tomcat;

import dev.narthex.database.ConnectionPool;
import dev.narthex.database.PoolState;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.TransactionOutcome;
import dev.narthex.database.jdbc.ConnectMeter;
import java.lang.reflect.Field;
import javax.sql.DataSource;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;
import org.apache.tomcat.jdbc.pool.PoolConfiguration;
import org.apache.tomcat.jdbc.pool.PoolExhaustedException;
import org.jspecify.annotations.Nullable;

/** What Tomcat's JDBC pool tells by itself. Thread-safe. */
public final class TomcatPool implements ConnectionPool {

    private final DataSourceProxy source;
    private final Field pool;
    private volatile boolean started;

    private TomcatPool(DataSourceProxy source) {
        this.source = source;
        this.pool = field();
    }

    /** A pool, which may not have started yet. */
    public static ConnectionPool of(DataSourceProxy source) {
        return new TomcatPool(source);
    }

    /**
     * The pool, whose connections to the database are measured from now on, if it has not started: it is given a data source,
     * its own or one that does with its driver what it would have done, with a {@link ConnectMeter} in front.
     *
     * @param alias what the application calls the database
     */
    public static ConnectionPool measuredBelow(DataSourceProxy source, String alias, SqlMetrics database) {
        TomcatPool pool = new TomcatPool(source);
        PoolConfiguration configuration = source.getPoolProperties();
        Object own = configuration.getDataSource();
        DataSource below = own instanceof DataSource given
                ? given
                : own == null && configuration.getDataSourceJNDI() == null && configuration.getUrl() != null
                        ? new DriverSource(configuration)
                        : null;
        if (below != null && !(below instanceof ConnectMeter) && pool.running() == null) {
            configuration.setDataSource(ConnectMeter.below((DataSource) source, alias, below, database));
        }
        return pool;
    }

    @Override
    public @Nullable PoolState state() {
        org.apache.tomcat.jdbc.pool.ConnectionPool running = running();
        if (running == null || running.isClosed()) {
            return null;
        }
        started = true;
        PoolConfiguration configuration = running.getPoolProperties();
        return new PoolState(
                running.getActive(),
                running.getIdle(),
                running.getWaitCount(),
                configuration.getMaxActive(),
                configuration.getMinIdle(),
                configuration.getMaxIdle());
    }

    @Override
    public boolean isClosed() {
        return started && running() == null;
    }

    @Override
    public boolean isTimeout(Throwable thrown) {
        started = true;
        return thrown instanceof PoolExhaustedException;
    }

    /** It does what it is told only where connections are not in autocommit by default; else the next borrower decides. */
    @Override
    public TransactionOutcome openOnReturn() {
        started = true;
        PoolConfiguration configuration = source.getPoolProperties();
        if (!Boolean.FALSE.equals(configuration.getDefaultAutoCommit())) {
            return TransactionOutcome.UNKNOWN;
        }
        return configuration.getRollbackOnReturn()
                ? TransactionOutcome.ROLLED_BACK
                : configuration.getCommitOnReturn() ? TransactionOutcome.COMMITTED : TransactionOutcome.UNKNOWN;
    }

    private org.apache.tomcat.jdbc.pool.@Nullable ConnectionPool running() {
        try {
            return (org.apache.tomcat.jdbc.pool.ConnectionPool) pool.get(source);
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed);
        }
    }

    /** Its getter would start the pool (B25). */
    private static Field field() {
        try {
            Field pool = DataSourceProxy.class.getDeclaredField("pool");
            pool.setAccessible(true);
            return pool;
        } catch (NoSuchFieldException another) {
            throw new IllegalStateException(
                    "Tomcat's JDBC pool must have a field 'pool', as of 10.1 and 11.0", another);
        }
    }
}
