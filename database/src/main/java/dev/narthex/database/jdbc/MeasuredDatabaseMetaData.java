// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What a database says of itself; its way back leads to the measured connection. Its queries are nobody's (B10). */
final class MeasuredDatabaseMetaData implements ForwardingDatabaseMetaData {

    private final MeasuredConnection connection;
    private final DatabaseMetaData delegate;

    MeasuredDatabaseMetaData(MeasuredConnection connection, DatabaseMetaData delegate) {
        this.connection = connection;
        this.delegate = delegate;
    }

    @Override
    public DatabaseMetaData delegate() {
        return delegate;
    }

    @Override
    @SuppressWarnings("NullAway") // as the driver answers
    public Connection getConnection() throws SQLException {
        return delegate.getConnection() == null ? null : connection;
    }

    @Override
    @SuppressWarnings("NullAway") // null stays null (B9)
    public ResultSet uncounted(ResultSet result) {
        return result == null ? null : new UncountedResultSet(connection, result, null);
    }
}
