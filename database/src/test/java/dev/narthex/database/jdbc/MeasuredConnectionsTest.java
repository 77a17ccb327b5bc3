// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.core.Ticker;
import dev.narthex.database.SqlMetrics;
import dev.narthex.testkit.Scrape;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which database it is: asked of the source, not for ever. */
class MeasuredConnectionsTest {

    private final Application application = Application.of(Settings.create(), Ticker.system());
    private final Silent source = new Silent();
    private final MeasuredConnections connections =
            MeasuredConnections.of("default", source, SqlMetrics.create(application));

    @Test
    void aSourceThatNeverSaysWhatItIsIsNotAskedForEver() throws SQLException {
        for (int i = 0; i < 200; i++) {
            borrow();
        }
        int asked = source.asked;
        borrow();
        assertThat(asked).isGreaterThanOrEqualTo(100);
        assertThat(source.asked).isEqualTo(asked);
    }

    @Test // B31: a failure is retried
    void aSourceThatSaysItLateIsHeard() throws SQLException {
        borrow();
        borrow();
        source.url = "jdbc:postgresql://localhost/shop";
        borrow();
        assertThat(Scrape.of(application).samples())
                .containsEntry(
                        "django_db_execute_total{alias=\"default\",operation=\"SELECT\",vendor=\"unknown\"}", 2.0)
                .containsEntry(
                        "django_db_execute_total{alias=\"default\",operation=\"SELECT\",vendor=\"postgresql\"}", 1.0);
    }

    @AfterEach
    void closePool() {
        source.close();
    }

    private void borrow() throws SQLException {
        try (Connection connection = connections.measured(source.getConnection(), connections.begin())) {
            connection.createStatement().executeQuery("select 1");
        }
    }

    /** A source whose connections are of no known class. */
    public static final class Silent extends HikariDataSource {

        private int asked;
        private String url = "";

        Silent() {
            setDataSource(h2());
        }

        private static JdbcDataSource h2() {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL("jdbc:h2:mem:");
            return h2;
        }

        @Override
        public String getJdbcUrl() {
            asked++;
            return url;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection raw = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("isWrapperFor")) {
                            return false;
                        }
                        try {
                            return method.invoke(raw, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
        }
    }
}
