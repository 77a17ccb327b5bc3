// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.SqlMetrics;
import dev.narthex.testkit.ManualTicker;
import dev.narthex.testkit.Scrape;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** How connections to a database end, below all pools, and how a scrape finds out. */
class ConnectionEndsTest {

    private final ManualTicker ticker = ManualTicker.create();
    private final Application application = Application.of(Settings.create(), ticker);
    private final SqlMetrics database = SqlMetrics.create(application);

    private static JdbcDataSource h2() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:");
        return h2;
    }

    private double open() {
        return Scrape.of(application).value("django_db_open_connections{alias=\"default\",vendor=\"h2\"}");
    }

    private double closed() {
        return Scrape.of(application).value("django_db_closed_connections_total{alias=\"default\",vendor=\"h2\"}");
    }

    @Test // B27
    void aConnectionEndsOnceWhoeverEndsIt() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:ends");
        DataSource measured = ConnectMeter.wrap("default", h2, database);
        Connection closedTwice = measured.getConnection();
        Connection givenUp = measured.getConnection();
        Connection shutting = measured.getConnection();
        assertThat(open()).isEqualTo(3);
        assertThat(closed()).isZero();
        closedTwice.close();
        closedTwice.close();
        assertThat(open()).isEqualTo(2);
        assertThat(closed()).isEqualTo(1);

        shutting.createStatement()
                .execute("shutdown immediately"); // the database is gone, and nobody has closed anything
        assertThat(open()).isZero();
        assertThat(closed()).isEqualTo(3);
        givenUp.close();
        assertThat(closed()).isEqualTo(3);
    }

    @Test // B27
    void aConnectionOfOurDriverAndOfAPlainSourceEndsToo() throws SQLException {
        Properties properties = new Properties();
        properties.put(Application.KEY, application);
        Connection ours = Objects.requireNonNull(new NarthexDriver().connect("jdbc:narthex:h2:mem:", properties));
        Connection plain = MeasuredDataSource.wrap("default", h2(), database).getConnection();
        assertThat(open()).isEqualTo(2);
        ours.close();
        assertThat(open()).isEqualTo(1);
        plain.close();
        assertThat(open()).isZero();
        assertThat(closed()).isEqualTo(2);
    }

    @Test // B27
    void aConnectionThatIsDroppedHasEndedWhenTheCollectorHasIt() throws SQLException {
        assertThat(ConnectMeter.wrap("default", h2(), database).getConnection().isValid(1))
                .isTrue();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (closed() == 0 && System.nanoTime() < end) {
            System.gc();
        }

        assertThat(closed()).isEqualTo(1);
        assertThat(open()).isZero();
    }

    @Test // B27, E10
    void whatIsOpenIsNeverNegativeWhileConnectionsComeAndGo() throws InterruptedException {
        DataSource measured = ConnectMeter.wrap("default", h2(), database);
        List<Thread> threads = new ArrayList<>();
        Queue<SQLException> raised = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> {
                try {
                    for (int j = 0; j < 500; j++) { // more than are kept without a scrape
                        measured.getConnection().close();
                    }
                } catch (SQLException thrown) {
                    raised.add(thrown);
                }
            });
            thread.start();
            threads.add(thread);
        }
        double before = 0;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            Scrape scrape = Scrape.of(application);
            assertThat(scrape.total("django_db_open_connections")).isBetween(0.0, 1_500.0);
            assertThat(scrape.total("django_db_closed_connections_total")).isGreaterThanOrEqualTo(before);
            before = scrape.total("django_db_closed_connections_total");
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(raised).isEmpty();
        assertThat(open()).isZero();
        assertThat(closed()).isEqualTo(1_500);
    }

    @Test // B27
    void aDriverThatCannotTellLeavesItOpen() throws SQLException {
        RecordingDriver driver = new RecordingDriver();
        driver.answer("isClosed", false);
        DataSource measured = ConnectMeter.wrap("default", driver.a(DataSource.class), database);
        Connection connection = measured.getConnection();
        driver.raise(
                new SQLException("the driver's own"), method -> method.getName().equals("isClosed"));
        Scrape scrape = Scrape.of(application);

        assertThat(scrape.total("django_db_open_connections")).isEqualTo(1);
        assertThat(scrape.total("narthex_instrumentation_errors_total")).isZero();
        assertThat(connection).isNotNull();
    }

    @Test // B27
    void aDriverThatWaitsBeforeItAnswersIsAskedOnce() throws SQLException {
        RecordingDriver driver = new RecordingDriver();
        AtomicInteger asked = new AtomicInteger();
        Connection waiting = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isClosed")) {
                        asked.incrementAndGet();
                        ticker.advance(Duration.ofSeconds(7)); // for the statement that it executes
                    }
                    return false;
                });
        driver.answer("getConnection", waiting);
        DataSource measured = ConnectMeter.wrap("default", driver.a(DataSource.class), database);
        assertThat(measured.getConnection()).isSameAs(waiting);
        Scrape.of(application);
        Scrape scrape = Scrape.of(application);

        assertThat(asked).hasValue(1);
        assertThat(scrape.total("django_db_open_connections")).isEqualTo(1);
    }

    @Test
    void whatIsNotPublishedIsNotAsked() throws SQLException {
        RecordingDriver driver = new RecordingDriver();
        Application quiet = Application.of(Settings.builder()
                .excludeFamilies(List.of("django_db_open_connections", "django_db_closed_connections_total"))
                .build());
        Connection connection = ConnectMeter.wrap("default", driver.a(DataSource.class), SqlMetrics.create(quiet))
                .getConnection();
        driver.forget();
        Scrape.of(quiet);

        assertThat(driver.calls()).isEmpty();
        assertThat(connection).isNotNull();
    }
}
