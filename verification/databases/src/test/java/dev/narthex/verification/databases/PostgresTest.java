// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PgConnection;

class PostgresTest extends TimedDatabaseContract {

    private static @Nullable EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        running().close();
    }

    private static EmbeddedPostgres running() {
        EmbeddedPostgres started = server;
        if (started == null) {
            throw new IllegalStateException("start must come first");
        }
        return started;
    }

    @Override
    Database database() {
        return describe(running().getPostgresDatabase());
    }

    static Database describe(DataSource source) {
        return new Database(
                source,
                "postgresql",
                "MERGE INTO book USING (SELECT 9 AS id) new ON book.id = new.id"
                        + " WHEN NOT MATCHED THEN INSERT VALUES (9, 'nine')",
                "CREATE OR REPLACE PROCEDURE restock() LANGUAGE SQL AS $$ UPDATE book SET title = 'x' $$",
                "SELECT pg_sleep(60)",
                PgConnection.class);
    }

    @Override
    Map<String, Difference> differences() {
        return Map.of();
    }

    @Test // B17
    void theDriversInterfaceIsReached() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
        }
    }
}
