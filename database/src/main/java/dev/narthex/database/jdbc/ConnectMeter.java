// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.database.JdbcUrl;
import dev.narthex.database.SqlMetrics;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Stands below a pool, in front of what opens its connections, and measures the attempts. The connections are the
 * database's own: their statements are measured above the pool, and what the pool itself asks of them is nobody's (B20).
 * Thread-safe, as what it wraps is.
 *
 * <pre>{@code
 * hikariConfig.setDataSource(ConnectMeter.wrap("orders", driverDataSource, database));
 * }</pre>
 */
public final class ConnectMeter implements ForwardingDataSource {

    private final DataSource delegate;
    private final Access connect;

    private ConnectMeter(DataSource delegate, Access connect) {
        this.delegate = delegate;
        this.connect = connect;
    }

    /**
     * Measures a source of connections of a database.
     *
     * @param alias what the application calls the database
     */
    public static DataSource wrap(String alias, DataSource source, SqlMetrics database) {
        return new ConnectMeter(source, Connect.to(alias, () -> DataSourceAddress.of(source), database));
    }

    /**
     * Measures the source of a pool.
     *
     * @param pool which may know what the source does not say
     */
    public static DataSource below(DataSource pool, String alias, DataSource source, SqlMetrics database) {
        return new ConnectMeter(
                source,
                Connect.to(
                        alias,
                        () -> {
                            JdbcUrl said = DataSourceAddress.of(source);
                            return said.equals(JdbcUrl.unknown()) ? DataSourceAddress.of(pool) : said;
                        },
                        database));
    }

    @Override
    public DataSource delegate() {
        return delegate;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long begun = connect.begin();
        try {
            return opened(delegate.getConnection(), begun);
        } catch (Throwable thrown) {
            connect.failed(thrown);
            throw thrown;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        long begun = connect.begin();
        try {
            return opened(delegate.getConnection(username, password), begun);
        } catch (Throwable thrown) {
            connect.failed(thrown);
            throw thrown;
        }
    }

    @SuppressWarnings("NullAway") // null stays null
    private Connection opened(Connection connection, long begun) {
        if (connection != null) {
            connect.succeeded(connection, begun);
        }
        return connection;
    }
}
