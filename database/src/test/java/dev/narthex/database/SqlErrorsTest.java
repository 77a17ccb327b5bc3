// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of conditions, and what tells a timeout from a cancel. */
class SqlErrorsTest {

    private static SQLException exception(String kind, @Nullable String state, int code) {
        return switch (kind) {
            case "SQLException" -> new SQLException("no", state, code);
            case "SQLTimeoutException" -> new SQLTimeoutException("no", state, code);
            case "SQLNonTransientException" -> new SQLNonTransientException("no", state, code);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @ParameterizedTest // B35
    @CsvSource(nullValues = "null", textBlock = """
            postgresql, SQLException, 23505, 0, UniqueViolation
            postgresql, SQLException, 23502, 0, NotNullViolation
            postgresql, SQLException, 23503, 0, ForeignKeyViolation
            postgresql, SQLException, 23514, 0, CheckViolation
            postgresql, SQLException, 42P01, 0, UndefinedTable
            postgresql, SQLException, 42703, 0, UndefinedColumn
            postgresql, SQLException, 42601, 0, SyntaxError
            postgresql, SQLException, 42501, 0, InsufficientPrivilege
            postgresql, SQLException, 40001, 0, SerializationFailure
            postgresql, SQLException, 40P01, 0, DeadlockDetected
            postgresql, SQLException, 55P03, 0, LockNotAvailable
            postgresql, SQLException, 57014, 0, QueryCanceled
            postgresql, SQLException, 57P01, 0, AdminShutdown
            postgresql, SQLException, 08006, 0, ConnectionFailure
            postgresql, SQLException, 08001, 0, SqlclientUnableToEstablishSqlconnection
            postgresql, SQLException, 28P01, 0, InvalidPassword
            postgresql, SQLException, 3D000, 0, InvalidCatalogName
            postgresql, SQLException, 25P02, 0, InFailedSqlTransaction
            postgresql, SQLException, 22012, 0, DivisionByZero
            postgresql, SQLException, 22P02, 0, InvalidTextRepresentation
            postgresql, SQLException, XX000, 0, InternalError
            postgresql, SQLException, 42p01, 0, UndefinedTable
            h2, SQLNonTransientException, 90007, 90007, ObjectClosed
            h2, SQLException, 42S02, 42102, UndefinedTable
            h2, SQLException, 42S04, 42104, UndefinedTable
            h2, SQLException, 42S22, 42122, UndefinedColumn
            h2, SQLException, 42001, 42001, SyntaxError
            h2, SQLException, 23505, 23505, UniqueViolation
            h2, SQLException, 23506, 23506, ForeignKeyViolation
            h2, SQLException, 23513, 23513, CheckViolation
            h2, SQLTimeoutException, 57014, 57014, QueryCanceled
            h2, SQLTimeoutException, HYT00, 50200, LockNotAvailable
            h2, SQLException, 90121, 90121, DatabaseClosed
            h2, SQLNonTransientException, 90123, 90123, SQLNonTransientException
            mysql, SQLException, 23000, 1062, UniqueViolation
            mysql, SQLException, 23000, 1048, NotNullViolation
            mysql, SQLException, 23000, 1451, ForeignKeyViolation
            mysql, SQLException, 23000, 1452, ForeignKeyViolation
            mysql, SQLException, 23000, 9999, IntegrityConstraintViolation
            mysql, SQLException, HY000, 3819, CheckViolation
            mysql, SQLException, HY000, 1205, LockNotAvailable
            mysql, SQLException, 40001, 1213, SerializationFailure
            mysql, SQLException, 42000, 1064, SyntaxError
            mysql, SQLException, 42S02, 1146, UndefinedTable
            mysql, SQLException, 42S22, 1054, UndefinedColumn
            mysql, SQLException, 70100, 1317, QueryCanceled
            mysql, SQLException, HY000, 3024, QueryCanceled
            mysql, SQLTimeoutException, null, 0, QueryTimeout
            mysql, SQLException, HY000, 1105, SQLException
            mariadb, SQLException, 23000, 4025, CheckViolation
            mariadb, SQLTimeoutException, 70100, 1969, QueryCanceled
            postgresql, SQLException, null, 1062, SQLException
            sqlite, SQLException, null, 19, IntegrityConstraintViolation
            sqlite, SQLException, null, 5, LockNotAvailable
            sqlite, SQLException, null, 6, LockNotAvailable
            sqlite, SQLException, null, 9, QueryCanceled
            sqlite, SQLException, null, 1, SQLException
            sqlserver, SQLException, S0001, 2627, SQLException
            sqlserver, SQLException, 23000, 2627, IntegrityConstraintViolation
            oracle, SQLException, 23000, 1, IntegrityConstraintViolation
            oracle, SQLException, 72000, 1013, SQLException
            oracle, SQLTimeoutException, 72000, 1013, QueryTimeout
            unknown, SQLException, 08XYZ, 0, ConnectionException
            unknown, SQLException, 23, 0, SQLException
            unknown, SQLException, '', 0, SQLException
            unknown, SQLException, null, 0, SQLException
            unknown, SQLException, 'ﬁ505', 0, SQLException
            unknown, SQLTimeoutException, null, 0, QueryTimeout
            """)
    void theTypeIsTheCondition(String vendor, String kind, @Nullable String state, int code, String type) {
        assertThat(SqlErrors.type(vendor, exception(kind, state, code))).isEqualTo(type);
    }

    @Test // B35
    void theStateMayBeBehindTheFirstException() {
        SQLException first = new SQLException("no state");
        first.setNextException(new SQLException("short", "23"));
        first.setNextException(new SQLException("unique", "23505"));

        assertThat(SqlErrors.type("oracle", first)).isEqualTo("UniqueViolation");
    }

    @Test // B35
    void aChainWithoutAnEndIsNotFollowedToItsEnd() {
        SQLException endless = new SQLException("no state") {
            private static final long serialVersionUID = 1;

            @Override
            public SQLException getNextException() {
                return this;
            }
        };

        assertThat(SqlErrors.type("oracle", endless)).isEqualTo("anonymous");
    }

    @Test // B4
    void aBatchStandsForItsFirstFailure() {
        BatchUpdateException batch = new BatchUpdateException("batch", "HY000", new int[] {1});
        assertThat(SqlErrors.type("oracle", batch)).isEqualTo("BatchUpdateException");
        batch.setNextException(new SQLException("unique", "23505"));
        batch.setNextException(new SQLException("check", "23514"));

        assertThat(SqlErrors.type("oracle", batch)).isEqualTo("UniqueViolation");
    }

    @Test // B19
    void whatIsNoExceptionOfADatabaseHasItsOwnName() {
        assertThat(SqlErrors.type("h2", new IllegalStateException())).isEqualTo("IllegalStateException");
        assertThat(SqlErrors.type("h2", new StackOverflowError())).isEqualTo("StackOverflowError");
    }

    private final SQLException pgjdbc = exception("SQLException", "57014", 0);
    private final SQLException h2 = exception("SQLTimeoutException", "57014", 57014);
    private final SQLException byClass = exception("SQLTimeoutException", null, 0);
    private final SQLException unique = exception("SQLException", "23505", 0);

    private static String type(SQLException thrown, boolean cancelled, int timeoutSeconds, long millis) {
        return new Interruption(cancelled, timeoutSeconds).type("h2", thrown, millis * 1_000_000);
    }

    @Test // B35
    void aTimeoutIsWhenTheTimeHasElapsedAndNobodyCancelled() {
        assertThat(type(pgjdbc, false, 2, 2_001)).isEqualTo("QueryTimeout");
        assertThat(type(h2, false, 2, 2_001)).isEqualTo("QueryTimeout");
        assertThat(type(h2, false, 2, 1_998)).as("a timer by another clock").isEqualTo("QueryTimeout");
        assertThat(type(byClass, false, 0, 1)).as("the server's own limit").isEqualTo("QueryTimeout");
    }

    @Test // B35
    void everythingElseThatEndsAStatementEarlyIsACancel() {
        assertThat(type(pgjdbc, true, 0, 5)).isEqualTo("QueryCanceled");
        assertThat(type(h2, true, 0, 5)).isEqualTo("QueryCanceled");
        assertThat(type(h2, true, 2, 2_001)).as("both at once").isEqualTo("QueryCanceled");
        assertThat(type(byClass, true, 0, 5)).isEqualTo("QueryCanceled");
        assertThat(type(pgjdbc, false, 0, 60_000)).as("by an administrator").isEqualTo("QueryCanceled");
        assertThat(type(pgjdbc, false, 2, 1_000)).as("before the time").isEqualTo("QueryCanceled");
    }

    @Test // B35
    void aCancelThatCameTooLateChangesNothing() {
        assertThat(type(unique, true, 1, 5_000)).isEqualTo("UniqueViolation");
    }
}
