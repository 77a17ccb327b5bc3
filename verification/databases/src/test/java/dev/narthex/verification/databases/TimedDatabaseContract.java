// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Of databases whose statements can have a time limit. SQLite's is for locks: a statement that works is never ended by it. */
abstract class TimedDatabaseContract extends DatabaseContract {

    @Test // B35
    void aTimeoutIsATimeout() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThat((Throwable) failure(statement)).isNotNull();
        }

        assertThat(Outcome.of(change())).isEqualTo("SELECT 1, calls 1, error QueryTimeout 1");
    }
}
