// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What an application does with JDBC, in portions that are measured one by one. One a thread. */
final class Statements implements AutoCloseable {

    /** How many statements a batch has. */
    static final int BATCH = 10;

    static final String SELECT = "select b.id, b.title, b.price from book b where b.id = ?";
    static final String UPDATE =
            "update book set title = 'The Prometheus Deception', price = 1299, stock = stock - 1 where id = 42 and stock > 0";

    private static final String PREPARED_UPDATE = "update book set stock = stock - 1 where id = ? and stock > 0";

    private final DataSource source;
    private final Connection connection;
    private final PreparedStatement update;
    private final PreparedStatement query;
    private final PreparedStatement batch;
    private final Statement plain;
    /** A field, which the compiler must read: it would find the operation of a constant once and for all. */
    private final String plainSql;

    private Statements(DataSource source) throws SQLException {
        this.source = source;
        this.connection = source.getConnection();
        this.update = connection.prepareStatement(PREPARED_UPDATE);
        this.query = connection.prepareStatement(SELECT);
        this.batch = connection.prepareStatement(PREPARED_UPDATE);
        this.plain = connection.createStatement();
        this.plainSql = UPDATE;
        update.setLong(1, 42);
        query.setLong(1, 42);
    }

    /** Everything prepared on one connection. */
    static Statements of(DataSource source) throws SQLException {
        return new Statements(source);
    }

    /** One execution of a prepared statement that writes. */
    int update() throws SQLException {
        return update.executeUpdate();
    }

    /** One execution of a statement that was not prepared. */
    int plainUpdate() throws SQLException {
        return plain.executeUpdate(plainSql);
    }

    /** One execution of a prepared query; one row is read, and the result closed. */
    long query() throws SQLException {
        try (ResultSet result = query.executeQuery()) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    /** One execution of a prepared query, of which all rows are read. */
    long rows() throws SQLException {
        long sum = 0;
        try (ResultSet result = query.executeQuery()) {
            while (result.next()) {
                sum += result.getLong(1);
            }
        }
        return sum;
    }

    /** Ten statements, bound and sent as one batch. */
    int batch() throws SQLException {
        for (int i = 0; i < BATCH; i++) {
            batch.setLong(1, i);
            batch.addBatch();
        }
        return batch.executeBatch().length;
    }

    /** As an application, or Spring for it, does it for every query: borrow, prepare, bind, execute, read, close, return. */
    long cycle() throws SQLException {
        return cycle(source);
    }

    static long cycle(DataSource source) throws SQLException {
        try (Connection borrowed = source.getConnection();
                PreparedStatement statement = borrowed.prepareStatement(SELECT)) {
            statement.setLong(1, 42);
            try (ResultSet result = statement.executeQuery()) {
                long sum = 0;
                while (result.next()) {
                    sum += result.getLong(1);
                }
                return sum;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
