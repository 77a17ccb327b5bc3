// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.jdbc.MeasuredDataSource;
import dev.narthex.testkit.Scrape;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every pool must show: connections to the database below it, loans above it, each once. */
public abstract class PoolContract {

    private static final String CONNECTS = "django_db_new_connections_total{alias=\"shop\",vendor=\"h2\"}";
    private static final String CONNECT_ERRORS = "django_db_new_connection_errors_total{alias=\"shop\",vendor=\"h2\"}";
    private static final String ACQUIRED = "django_db_connection_acquire_seconds_count{alias=\"shop\"}";
    private static final String TIMEOUTS = "django_db_connection_timeouts_total{alias=\"shop\"}";
    private static final String OPEN = "django_db_open_connections{alias=\"shop\",vendor=\"h2\"}";
    private static final String CLOSED = "django_db_closed_connections_total{alias=\"shop\",vendor=\"h2\"}";
    private static final String LEAKS = "django_db_connection_leaks_total{alias=\"shop\"}";
    private static final String HELD = "django_db_connection_held_seconds_max{alias=\"shop\"}";
    private static final String USED = "django_db_connection_usage_seconds_count{alias=\"shop\"}";

    private final Application application =
            Application.of(Settings.builder().naming(List.of("django", "otel")).build());
    private final SqlMetrics database = SqlMetrics.create(application);
    private final String name = UUID.randomUUID().toString();
    private final List<AutoCloseable> closing = new ArrayList<>();

    /** How a pool of some vendor is set up. */
    public record Setup(String url, String user, String password, int size, long waitMillis) {}

    /** A pool that has not started, measured below and above under the alias {@code shop}. */
    protected abstract DataSource pool(Setup setup, SqlMetrics metrics);

    /** The same over a source of the application's own. */
    protected abstract DataSource poolOver(DataSource source, SqlMetrics metrics);

    @BeforeEach
    void keepTheDatabase() throws SQLException {
        Connection kept = DriverManager.getConnection(memory(), "sa", "right");
        closing.add(kept);
        try (Statement statement = kept.createStatement()) {
            statement.execute("create table book (title varchar(20))");
        }
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).close();
        }
    }

    private String memory() {
        return "jdbc:h2:mem:" + name;
    }

    private DataSource opened(Setup setup) {
        DataSource pool = pool(setup, database);
        closing.add((AutoCloseable) pool);
        return pool;
    }

    private Scrape scrape() {
        return Scrape.of(application);
    }

    private static void select(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    @Test // B20
    void connectsAreCountedBelowAndLoansAbove() throws Exception {
        DataSource pool = opened(new Setup(memory(), "sa", "right", 1, 5_000));
        for (int i = 0; i < 5; i++) {
            select(pool);
        }

        Scrape scrape = scrape();
        assertThat(scrape.value(CONNECTS)).isEqualTo(1 + trials());
        assertThat(scrape.value("django_db_connect_seconds_count{alias=\"shop\",vendor=\"h2\"}"))
                .isEqualTo(1 + trials());
        assertThat(scrape.value(ACQUIRED)).isEqualTo(5);
        assertThat(scrape.value(USED)).isEqualTo(5);
        assertThat(scrape.value(TIMEOUTS)).isZero();
        assertThat(scrape.family("django_db_execute_total")).isEqualTo("""
                django_db_execute_total{alias="shop",vendor="h2",operation="SELECT"} 5.0
                """); // what the pool itself asks is nobody's
        assertThat(scrape.family("django_db_new_connection_errors_total")).isEmpty();
    }

    @Test // B20
    void whatIsMeasuredBelowAndAboveCountsOnce() throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(memory());
        source.setUser("sa");
        source.setPassword("right");
        DataSource pool = poolOver(MeasuredDataSource.wrap("below", source, database), database);
        closing.add((AutoCloseable) pool);
        select(pool);
        select(pool);

        Scrape scrape = scrape();
        assertThat(scrape.family("django_db_new_connections_total")).isEqualTo("""
                django_db_new_connections_total{alias="below",vendor="h2"} %s.0
                """.formatted(1 + trials()));
        assertThat(scrape.value("django_db_execute_total{alias=\"below\",vendor=\"h2\",operation=\"SELECT\"}"))
                .isEqualTo(scrape.total("django_db_execute_total"))
                .isGreaterThanOrEqualTo(2);
        assertThat(scrape.value(ACQUIRED)).isEqualTo(2);
    }

    /** How many connections the pool opens and closes before it starts, to see whether it can. */
    protected int trials() {
        return 0;
    }

    @Test // B26
    void aWrongPasswordIsAFailureWithItsNameAndNoTime() throws Exception {
        DataSource pool = opened(new Setup(memory(), "sa", "wrong", 1, 300));
        assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);

        Scrape scrape = scrape();
        assertThat(scrape.value(CONNECT_ERRORS)).isPositive().isEqualTo(scrape.value(CONNECTS));
        assertThat(
                        scrape.value(
                                "django_db_connection_errors_total{alias=\"shop\",vendor=\"h2\",type=\"InvalidAuthorizationSpecification\"}"))
                .isEqualTo(scrape.value(CONNECT_ERRORS));
        assertThat(scrape.family("django_db_connect_seconds")).isEmpty();
        assertThat(scrape.total("django_db_connection_acquire_seconds_count")).isZero();
    }

    @Test // B26
    void aDatabaseThatIsDownAtTheStartPoisonsNothing() throws Exception {
        int port = freePort();
        Setup setup = new Setup("jdbc:h2:tcp://localhost:" + port + "/mem:" + name, "sa", "right", 1, 500);
        DataSource pool = opened(setup);
        assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
        Scrape down = scrape();
        assertThat(down.value(CONNECT_ERRORS)).isPositive().isEqualTo(down.value(CONNECTS));
        assertThat(down.value(
                        "django_db_connection_errors_total{alias=\"shop\",vendor=\"h2\",type=\"ConnectionFailure\"}"))
                .isEqualTo(down.value(CONNECT_ERRORS));

        Server server = Server.createTcpServer("-tcpPort", String.valueOf(port)).start();
        closing.add(closing.size() - 1, server::stop);
        awaitSelect(pool);

        Scrape back = scrape();
        assertThat(back.value(CONNECTS)).isEqualTo(back.value(CONNECT_ERRORS) + 1 + trials());
        assertThat(back.value("django_db_connect_seconds_count{alias=\"shop\",vendor=\"h2\"}"))
                .isEqualTo(1 + trials());
        assertThat(back.family("django_db_new_connections_total").lines()).hasSize(1);
        assertThat(back.value("django_db_execute_total{alias=\"shop\",vendor=\"h2\",operation=\"SELECT\"}"))
                .isEqualTo(1);
        assertThat(back.value(ACQUIRED)).isEqualTo(1);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Pools wait before they try again; the test waits for what it asks for, with an end. */
    private static void awaitSelect(DataSource pool) throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                select(pool);
                return;
            } catch (SQLException still) {
                if (System.nanoTime() > end) {
                    throw still;
                }
            }
        }
    }

    @Test // B26
    void tenConnectionsUnderTwoHundredBorrowersAreWhatTheBorrowersSaw() throws Exception {
        DataSource pool = opened(new Setup(memory(), "sa", "right", 10, 1_500));
        List<Connection> held = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            held.add(pool.getConnection());
        }
        Queue<Long> waits = new ConcurrentLinkedQueue<>();
        Queue<SQLException> timeouts = new ConcurrentLinkedQueue<>();
        List<Thread> borrowers = borrowers(pool, 200, waits, timeouts);
        await("pending", 200);
        assertThat(state("active")).isEqualTo(10);
        assertThat(state("max")).isEqualTo(10);
        assertThat(scrape().value("db_client_connection_pending_requests{db_client_connection_pool_name=\"shop\"}"))
                .isEqualTo(200);
        for (Connection connection : held.subList(0, 3)) {
            connection.close();
        }
        for (Thread borrower : borrowers) {
            borrower.join();
        }
        for (Connection connection : held.subList(3, 10)) {
            connection.close();
        }

        Scrape scrape = scrape();
        assertThat(waits.size() + timeouts.size()).isEqualTo(200);
        assertThat(waits).hasSizeGreaterThanOrEqualTo(3);
        assertThat(timeouts).isNotEmpty();
        assertThat(scrape.value(ACQUIRED)).isEqualTo(10 + waits.size());
        assertThat(scrape.value(TIMEOUTS)).isEqualTo(timeouts.size());
        assertThat(scrape.value(USED)).isEqualTo(10 + waits.size());
        double seconds = waits.stream().mapToLong(Long::longValue).sum() / 1e9;
        assertThat(scrape.value("django_db_connection_acquire_seconds_sum{alias=\"shop\"}"))
                .isBetween(seconds * 0.9 - 0.05, seconds + 1);
        assertThat(scrape.value("db_client_connection_timeouts_total{db_client_connection_pool_name=\"shop\"}"))
                .isEqualTo(timeouts.size());
        assertThat(state("pending")).isZero();
        assertThat(state("active")).isZero();
        assertThat(scrape.value(CONNECTS)).isEqualTo(10 + trials());
    }

    /** Each asks for a connection; who gets one keeps it, but for so long that others wait in vain. */
    private static List<Thread> borrowers(DataSource pool, int count, Queue<Long> waits, Queue<SQLException> timeouts) {
        CountDownLatch inVain = new CountDownLatch(count - 30);
        List<Thread> borrowers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread borrower = new Thread(() -> {
                long begun = System.nanoTime();
                try (Connection connection = pool.getConnection()) {
                    waits.add(System.nanoTime() - begun);
                    connection.clearWarnings();
                    if (waits.size() > 20) {
                        inVain.await(10, TimeUnit.SECONDS);
                    }
                } catch (SQLException thrown) {
                    timeouts.add(thrown);
                    inVain.countDown();
                } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                }
            });
            borrower.start();
            borrowers.add(borrower);
        }
        return borrowers;
    }

    private void await(String state, double value) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (state(state) != value && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(state(state)).isEqualTo(value);
    }

    private double state(String state) {
        return scrape().value("django_db_pool_connections{alias=\"shop\",state=\"" + state + "\"}");
    }

    @Test // B15
    void aConnectionThatIsClosedThreeTimesIsUsedOnce() throws Exception {
        DataSource pool = opened(new Setup(memory(), "sa", "right", 1, 5_000));
        Connection connection = pool.getConnection();
        connection.close();
        connection.close();
        connection.close();

        assertThat(scrape().value(USED)).isEqualTo(1);
    }

    @Test // B27
    void whatIsOpenBelowIsWhatThePoolHas() throws Exception {
        DataSource pool = opened(new Setup(memory(), "sa", "right", 2, 5_000));
        assertThat(scrape().family("django_db_open_connections")).isEmpty();
        try (Connection one = pool.getConnection();
                Connection other = pool.getConnection()) {
            assertThat(one).isNotSameAs(other);
            assertThat(scrape().value(OPEN)).isEqualTo(2);
            assertThat(scrape().value(CLOSED)).isEqualTo(trials());
        }
        assertThat(scrape().value(OPEN))
                .isEqualTo(state("active") + state("idle"))
                .isEqualTo(2); // a return closes nothing
        ((AutoCloseable) pool).close();

        assertThat(scrape().value(OPEN)).isZero();
        assertThat(scrape().value(CLOSED)).isEqualTo(scrape().value(CONNECTS)).isEqualTo(2 + trials());
    }

    @Test // B28
    void aConnectionThatNobodyCanGiveBackIsALeakOnce() throws Exception {
        DataSource pool = opened(new Setup(memory(), "sa", "right", 3, 5_000));
        Connection held = pool.getConnection();
        dropOneOf(pool);
        select(pool);
        assertThat(scrape().value(LEAKS)).isZero();
        assertThat(scrape().value(HELD)).isPositive();
        awaitLeak();

        assertThat(state("active")).isEqualTo(2); // it never comes back
        assertThat(held.isClosed()).isFalse();
        assertThat(scrape().value(HELD)).isPositive(); // this one may
        held.close();
        assertThat(scrape().value(HELD)).isZero();
        assertThat(scrape().value(LEAKS)).isEqualTo(1);
        assertThat(scrape().value(USED)).isEqualTo(2);
    }

    private static void dropOneOf(DataSource pool) throws SQLException {
        assertThat(pool.getConnection().isValid(1)).isTrue();
    }

    private void awaitLeak() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (scrape().value(LEAKS) == 0 && System.nanoTime() < end) {
            System.gc();
        }
        assertThat(scrape().value(LEAKS)).isEqualTo(1);
    }

    @Test // B25
    void gaugesAreThereWhileThePoolIs() throws Exception {
        DataSource pool = opened(new Setup(memory(), "sa", "right", 2, 5_000));
        assertThat(scrape().family("django_db_pool_connections")).isEmpty();
        try (Connection connection = pool.getConnection()) {
            assertThat(state("active")).isEqualTo(1);
            assertThat(connection.isValid(1)).isTrue();
        }
        assertThat(state("active")).isZero();
        assertThat(state("idle")).isPositive();
        ((AutoCloseable) pool).close();
        assertThat(scrape().family("django_db_pool_connections")).isEmpty();
        assertThat(scrape().family("db_client_connection_count")).isEmpty();
        assertThat(scrape().family("django_db_connection_held_seconds_max")).isEmpty();
    }

    @Test // B24
    void aHundredPoolsAreOneSeries() throws Exception {
        for (int i = 0; i < 100; i++) {
            try (AutoCloseable pool = (AutoCloseable) pool(new Setup(memory(), "sa", "right", 1, 5_000), database)) {
                select((DataSource) pool);
            }
        }
        select(opened(new Setup(memory(), "sa", "right", 1, 5_000)));

        assertThat(scrape().family("django_db_pool_connections").lines()).hasSize(5);
        assertThat(scrape().value(ACQUIRED)).isEqualTo(101);
    }

    @Test // B11
    void aTransactionThatIsOpenAtTheReturnIsWhatThePoolMakesOfIt() throws Exception {
        DataSource pool = opened(new Setup(memory(), "sa", "right", 1, 5_000));
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("insert into book values ('Emma')");
        }

        assertThat(scrape().family("django_db_transactions_total")).isEqualTo(openAtTheReturn());
        try (Connection other = DriverManager.getConnection(memory(), "sa", "right");
                ResultSet books = other.createStatement().executeQuery("select * from book")) {
            assertThat(books.next()).isFalse();
        }
    }

    /** What is counted of a transaction that is open when its connection goes back. */
    protected String openAtTheReturn() {
        return "django_db_transactions_total{alias=\"shop\",outcome=\"rolled_back\"} 1.0\n";
    }
}
