// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.SqlMetrics;
import dev.narthex.testkit.Scrape;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mariadb.jdbc.MariaDbDataSource;

class MariadbTest extends TimedDatabaseContract {

    private static @Nullable MariadbServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = MariadbServer.start(folder);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        running().stop();
    }

    private static MariadbServer running() {
        MariadbServer started = server;
        if (started == null) {
            throw new IllegalStateException("start must come first");
        }
        return started;
    }

    @Override
    Database database() {
        return new Database(
                source(),
                "mariadb",
                "REPLACE INTO book VALUES (9, 'nine')",
                "CREATE OR REPLACE PROCEDURE restock() UPDATE book SET title = 'x'",
                "SELECT COUNT(*) FROM information_schema.columns a, information_schema.columns b, information_schema.columns c",
                org.mariadb.jdbc.Connection.class);
    }

    private static MariaDbDataSource source() {
        try {
            return new MariaDbDataSource(running().url());
        } catch (SQLException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    @ParameterizedTest // B26
    @EnumSource
    void aWrongPasswordHasItsNameThroughEveryPool(MeasuredPool vendor) throws SQLException {
        Application application = Application.of(Settings.create());
        try (MeasuredPool.Open pool = vendor.open(running().url(), "root", "wrong", SqlMetrics.create(application))) {
            assertThatThrownBy(() -> pool.source().getConnection()).isInstanceOf(SQLException.class);
        }

        Scrape scrape = Scrape.of(application);
        assertThat(scrape.value("django_db_new_connections_total{alias=\"shop\",vendor=\"mariadb\"}"))
                .isPositive()
                .isEqualTo(scrape.total("django_db_new_connections_total"))
                .isEqualTo(
                        scrape.value(
                                "django_db_connection_errors_total{alias=\"shop\",vendor=\"mariadb\",type=\"InvalidAuthorizationSpecification\"}"));
    }

    @Override
    Map<String, Difference> differences() {
        return Map.of();
    }
}
