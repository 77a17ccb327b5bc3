// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.sql;

import dev.narthex.benchmarks.Stub;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.Statement;

/** A connection of the driver that does nothing. It survives being closed. */
public abstract class NoOpConnection implements Connection {

    private final MetaData metaData = Stub.of(MetaData.class);
    private final NoOpStatement statement = Stub.of(NoOpStatement.class);

    /** Completed and constructed by {@link Stub}. */
    protected NoOpConnection() {}

    static NoOpConnection returning(int rows) {
        NoOpConnection connection = Stub.of(NoOpConnection.class);
        connection.statement.returning(connection, rows);
        connection.metaData.connection = connection;
        return connection;
    }

    @Override
    public Statement createStatement() {
        return statement;
    }

    @Override
    public PreparedStatement prepareStatement(String sql) {
        return statement;
    }

    @Override
    public DatabaseMetaData getMetaData() {
        return metaData;
    }

    /** What peers ask of a connection to learn which database it is. */
    public abstract static class MetaData implements DatabaseMetaData {

        @SuppressWarnings("NullAway.Init") // set before anybody sees it
        private Connection connection;

        /** Completed and constructed by {@link Stub}. */
        protected MetaData() {}

        @Override
        public String getURL() {
            return NoOpDataSource.URL;
        }

        @Override
        public String getUserName() {
            return "bookshop";
        }

        @Override
        public String getDatabaseProductName() {
            return "PostgreSQL";
        }

        @Override
        public Connection getConnection() {
            return connection;
        }
    }
}
