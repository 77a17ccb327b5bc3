// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A result whose way back leads to the measured statement and from there to the measured connection. */
abstract sealed class MeasuredResultSet implements ForwardingResultSet permits CountedResultSet, UncountedResultSet {

    final MeasuredConnection connection;
    private final ResultSet delegate;
    private @Nullable MeasuredStatement statement;

    /**
     * A result.
     *
     * @param statement where it came from; null where the driver made a statement of its own for it
     */
    MeasuredResultSet(MeasuredConnection connection, ResultSet delegate, @Nullable MeasuredStatement statement) {
        this.connection = connection;
        this.delegate = delegate;
        this.statement = statement;
    }

    @Override
    public final ResultSet delegate() {
        return delegate;
    }

    /** Whether it is a result of this statement. */
    final boolean isOf(MeasuredStatement candidate) {
        return statement == candidate;
    }

    @Override
    @SuppressWarnings("NullAway") // a result of no statement has none
    public final Statement getStatement() throws SQLException {
        Statement raw = delegate.getStatement();
        if (raw == null) {
            return null;
        }
        if (statement == null) {
            statement = connection.measured(raw);
        }
        return statement;
    }

    @Override
    public final <T extends @Nullable Object> T measuredIfResult(T value) {
        return connection.measuredIfResult(value, statement);
    }
}
