// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.sql;

import dev.narthex.benchmarks.Stub;
import java.sql.Connection;
import javax.sql.DataSource;

/**
 * A driver that does nothing, so that only what stands in front of it is measured. Every thread has one connection, every
 * connection one statement, every statement one result: nothing is allocated. Everything is written, and every query
 * returns as many rows as the driver was made with.
 */
public abstract class NoOpDataSource implements DataSource {

    /** What the address of a real one would be. */
    static final String URL = "jdbc:postgresql://localhost/bookshop";

    @SuppressWarnings("ThreadLocalUsage") // one a driver: drivers differ in their rows
    private final ThreadLocal<Connection> connections = new ThreadLocal<>();

    private int rows;

    /** Completed and constructed by {@link Stub}. */
    protected NoOpDataSource() {}

    /** One whose queries return so many rows. */
    static NoOpDataSource returning(int rows) {
        NoOpDataSource source = Stub.of(NoOpDataSource.class);
        source.rows = rows;
        return source;
    }

    /** The address, where wrappers look for it. */
    public String getUrl() {
        return URL;
    }

    @Override
    public Connection getConnection() {
        Connection connection = connections.get();
        if (connection == null) {
            connection = NoOpConnection.returning(rows);
            connections.set(connection);
        }
        return connection;
    }
}
