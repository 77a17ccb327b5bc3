// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.database.SqlOperation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A prepared statement: it knows its operation since it was prepared. */
sealed class MeasuredPreparedStatement extends MeasuredStatement implements ForwardingPreparedStatement
        permits MeasuredCallableStatement {

    private final PreparedStatement delegate;
    private final SqlOperation prepared;

    MeasuredPreparedStatement(MeasuredConnection connection, PreparedStatement delegate, SqlOperation prepared) {
        super(connection, delegate);
        this.delegate = delegate;
        this.prepared = prepared;
    }

    @Override
    public PreparedStatement delegate() {
        return delegate;
    }

    @Override
    public boolean execute() throws SQLException {
        long begun = begin(prepared);
        try {
            return executed(begun, delegate.execute());
        } catch (Throwable thrown) {
            failed(begun, thrown);
            throw thrown;
        }
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        long begun = begin(prepared);
        try {
            return queried(begun, delegate.executeQuery());
        } catch (Throwable thrown) {
            failed(begun, thrown);
            throw thrown;
        }
    }

    @Override
    public int executeUpdate() throws SQLException {
        long begun = begin(prepared);
        try {
            return wrote(begun, delegate.executeUpdate());
        } catch (Throwable thrown) {
            failed(begun, thrown);
            throw thrown;
        }
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        long begun = begin(prepared);
        try {
            return wrote(begun, delegate.executeLargeUpdate());
        } catch (Throwable thrown) {
            failed(begun, thrown);
            throw thrown;
        }
    }

    @Override
    public void addBatch() throws SQLException {
        delegate.addBatch();
        added(prepared);
    }
}
