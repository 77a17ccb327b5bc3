// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.sql;

import dev.narthex.benchmarks.Stub;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;

/** A statement of the driver that does nothing: it writes one row, and reads as many as it was told to. */
public abstract class NoOpStatement implements PreparedStatement {

    private static final int[] BATCH = new int[Statements.BATCH];

    static {
        Arrays.fill(BATCH, 1);
    }

    private final Result result = Stub.of(Result.class);

    @SuppressWarnings("NullAway.Init") // set before anybody sees it
    private Connection connection;

    /** Completed and constructed by {@link Stub}. */
    protected NoOpStatement() {}

    void returning(Connection maker, int rows) {
        connection = maker;
        result.statement = this;
        result.rows = rows;
    }

    @Override
    public int executeUpdate() {
        return 1;
    }

    @Override
    public int executeUpdate(String sql) {
        return 1;
    }

    @Override
    public int[] executeBatch() {
        return BATCH;
    }

    @Override
    public ResultSet executeQuery() {
        result.row = 0;
        return result;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    /** The rows of a query: in each the same number. */
    public abstract static class Result implements ResultSet {

        @SuppressWarnings("NullAway.Init") // set before anybody sees it
        private NoOpStatement statement;

        private int rows;
        private int row;

        /** Completed and constructed by {@link Stub}. */
        protected Result() {}

        @Override
        public boolean next() {
            return row++ < rows;
        }

        @Override
        public long getLong(int column) {
            return row;
        }

        @Override
        public NoOpStatement getStatement() {
            return statement;
        }
    }
}
