// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.hikari;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import com.zaxxer.hikari.util.DriverDataSource;
import com.zaxxer.hikari.util.PropertyElf;
import com.zaxxer.hikari.util.UtilityElf;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.jdbc.ConnectMeter;
import dev.narthex.database.jdbc.MeasuredConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pool of HikariCP that is measured and still is one, with all its fields: who has {@code HikariDataSource} injected, and
 * who reads its pool by reflection, as Spring Boot does, gets what he expects (B21). Its connections to the database are measured below it: a pool that starts asks its configuration
 * for a data source, and is given one with a {@link ConnectMeter} in front; whoever else asks gets what he has set. Thread-safe.
 */
public final class MeasuredHikariDataSource extends HikariDataSource {

    private final String alias;
    private final SqlMetrics database;
    private final MeasuredConnections connections;

    /** Threads that asked for a connection while there was no pool: one of them starts it. */
    private final Set<Thread> starting = ConcurrentHashMap.newKeySet();

    private MeasuredHikariDataSource(HikariDataSource configured, String alias, SqlMetrics database) {
        configured.copyStateTo(this);
        this.alias = alias;
        this.database = database;
        this.connections = MeasuredConnections.of(alias, this, new HikariConnectionPool(this), database);
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
        long begun = connections.begin();
        try {
            return connections.measured(borrowed(), begun);
        } catch (Throwable thrown) {
            connections.failed(thrown);
            throw thrown;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        long begun = connections.begin();
        try {
            return connections.measured(super.getConnection(username, password), begun);
        } catch (Throwable thrown) {
            connections.failed(thrown);
            throw thrown;
        }
    }

    @Override
    @SuppressWarnings("NullAway") // null as HikariCP says it
    public DataSource getDataSource() {
        DataSource set = super.getDataSource();
        if (starting.isEmpty() || !starting.contains(Thread.currentThread())) {
            return set;
        }
        DataSource source = set == null ? source() : set;
        return source == null || isOfMysql(source) ? source : ConnectMeter.below(this, alias, source, database);
    }

    private Connection borrowed() throws SQLException {
        if (getHikariPoolMXBean() != null) {
            return super.getConnection();
        }
        starting.add(Thread.currentThread());
        try {
            return super.getConnection();
        } finally {
            starting.remove(Thread.currentThread());
        }
    }

    /** What a pool makes of its configuration where no data source is set, as of HikariCP 6.3 and 7.0. */
    private @Nullable DataSource source() {
        if (getDataSourceClassName() != null) {
            DataSource source = UtilityElf.createInstance(getDataSourceClassName(), DataSource.class);
            PropertyElf.setTargetFromProperties(source, getDataSourceProperties());
            return source;
        }
        if (getJdbcUrl() != null) {
            Credentials credentials = getCredentials();
            return new DriverDataSource(
                    getJdbcUrl(),
                    getDriverClassName(),
                    getDataSourceProperties(),
                    credentials.getUsername(),
                    credentials.getPassword());
        }
        return null; // of a name in JNDI: what a server has there is a pool of its own
    }

    /** HikariCP knows MySQL's own by its class, and sets its time-outs in another way. */
    private boolean isOfMysql(DataSource source) {
        return getJdbcUrl() == null
                && getDataSourceClassName() == null
                && source.getClass().getName().contains("Mysql");
    }
}
