// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.hikari;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.narthex.database.ConnectionPool;
import dev.narthex.database.PoolState;
import dev.narthex.database.TransactionOutcome;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * What HikariCP tells of a pool by itself; its metrics tracker, which can be set once and which Spring Boot sets, is left
 * alone.
 *
 * @param pool which may not have started yet
 */
public record HikariConnectionPool(HikariDataSource pool) implements ConnectionPool {

    @Override
    public @Nullable PoolState state() {
        HikariPoolMXBean running = pool.getHikariPoolMXBean();
        if (running == null || pool.isClosed()) {
            return null;
        }
        int max = pool.getMaximumPoolSize();
        return new PoolState(
                running.getActiveConnections(),
                running.getIdleConnections(),
                running.getThreadsAwaitingConnection(),
                max,
                pool.getMinimumIdle(),
                max);
    }

    @Override
    public boolean isClosed() {
        return pool.isClosed();
    }

    /** What it raises then; before it runs, it may be what the driver raised when the pool tried to start. */
    @Override
    public boolean isTimeout(Throwable thrown) {
        return thrown.getClass() == SQLTransientConnectionException.class && pool.getHikariPoolMXBean() != null;
    }

    @Override
    public TransactionOutcome openOnReturn() {
        return TransactionOutcome.ROLLED_BACK;
    }
}
