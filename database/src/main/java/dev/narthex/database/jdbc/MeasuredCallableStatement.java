// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.database.SqlOperation;
import java.sql.CallableStatement;
import org.jspecify.annotations.Nullable;

/** A call of code in the database. */
final class MeasuredCallableStatement extends MeasuredPreparedStatement implements ForwardingCallableStatement {

    private final CallableStatement delegate;

    MeasuredCallableStatement(MeasuredConnection connection, CallableStatement delegate, SqlOperation prepared) {
        super(connection, delegate, prepared);
        this.delegate = delegate;
    }

    @Override
    public CallableStatement delegate() {
        return delegate;
    }

    @Override
    public <T extends @Nullable Object> T measuredIfResult(T value) {
        return connection.measuredIfResult(value, this);
    }
}
