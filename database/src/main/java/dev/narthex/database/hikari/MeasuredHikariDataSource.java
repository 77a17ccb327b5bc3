// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.hikari;

import com.zaxxer.hikari.HikariDataSource;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.jdbc.MeasuredConnections;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A pool of HikariCP that is measured and still is one, with all its fields: who has {@code HikariDataSource} injected, and
 * who reads its pool by reflection, as Spring Boot does, gets what he expects (B21). Thread-safe.
 */
public final class MeasuredHikariDataSource extends HikariDataSource {

    private final MeasuredConnections connections;

    private MeasuredHikariDataSource(HikariDataSource configured, String alias, SqlMetrics database) {
        configured.copyStateTo(this);
        this.connections = MeasuredConnections.of(alias, this, database);
    }

    /**
     * Takes the place of a pool that has not started yet; close this one, the other never starts.
     *
     * @param alias what the application calls the database
     * @throws IllegalArgumentException if it cannot be replaced: see {@link #isReplaceable}
     */
    public static HikariDataSource replacing(HikariDataSource configured, String alias, SqlMetrics database) {
        if (!isReplaceable(configured)) {
            throw new IllegalArgumentException(
                    "a pool must be a plain HikariDataSource that has not started: " + configured
                            + "; make it with new HikariDataSource() and setters, or measure it with MeasuredDataSource");
        }
        return new MeasuredHikariDataSource(configured, alias, database);
    }

    /** Whether a pool is of HikariCP's own class, and has neither started nor been closed. */
    public static boolean isReplaceable(HikariDataSource pool) {
        return pool.getClass() == HikariDataSource.class && pool.getHikariPoolMXBean() == null && !pool.isClosed();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connections.measured(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return connections.measured(super.getConnection(username, password));
    }
}
