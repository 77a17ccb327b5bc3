// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.testkit.ManualTicker;
import dev.narthex.testkit.Scrape;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is recorded of loans, pools and transactions, and what recording costs. */
class ConnectionRecordersTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ManualTicker ticker = ManualTicker.create();
    private final Application application =
            Application.of(Settings.builder().naming(List.of("django", "otel")).build(), ticker);
    private final SqlMetrics database = SqlMetrics.create(application);

    @Test
    void aLoanAndATransactionAllocateNothing() {
        LoanRecorder loans = database.loans("shop", new Fixed(new PoolState(0, 0, 0, 1, 0, 1)));
        TransactionRecorder transactions =
                database.database("shop", new JdbcUrl("h2", "")).transactions();
        lend(loans, transactions, 20_000);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        lend(loans, transactions, 10_000);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(bytes / 10_000).isZero();
        assertThat(Scrape.of(application).value("django_db_connection_usage_seconds_count{alias=\"shop\"}"))
                .isEqualTo(30_000);
    }

    private static void lend(LoanRecorder loans, TransactionRecorder transactions, int times) {
        Loan loan = new Loan(0);
        for (int i = 0; i < times; i++) {
            loan.since = loans.acquired(loans.begin());
            int place = loans.lent(loan);
            transactions.ended(TransactionOutcome.COMMITTED);
            loans.returned(loan, place);
            loans.timedOut();
        }
    }

    @Test
    void timesAreThoseOfTheTicker() {
        LoanRecorder loans = database.loans("shop", new Fixed(new PoolState(0, 0, 0, 1, 0, 1)));
        long begun = loans.begin();
        ticker.advance(Duration.ofMillis(20));
        long since = loans.acquired(begun);
        Loan loan = new Loan(since);
        int place = loans.lent(loan);
        ticker.advance(Duration.ofMillis(300));
        loans.returned(loan, place);

        Scrape scrape = Scrape.of(application);
        assertThat(scrape.value("django_db_connection_acquire_seconds_sum{alias=\"shop\"}"))
                .isEqualTo(0.02);
        assertThat(scrape.value("django_db_connection_usage_seconds_sum{alias=\"shop\"}"))
                .isEqualTo(0.3);
        assertThat(
                        scrape.value(
                                "db_client_connection_wait_time_seconds_bucket{db_client_connection_pool_name=\"shop\",le=\"0.01\"}"))
                .isZero();
        assertThat(
                        scrape.value(
                                "db_client_connection_wait_time_seconds_bucket{db_client_connection_pool_name=\"shop\",le=\"0.05\"}"))
                .isEqualTo(1);
    }

    @Test // B25
    void allFamiliesOfAScrapeShowOneMoment() {
        Fixed pool = new Fixed(new PoolState(1, 2, 3, 10, 4, 9));
        database.loans("shop", pool);
        Scrape first = Scrape.of(application);
        Scrape second = Scrape.of(application);

        assertThat(pool.asked).isEqualTo(2);
        assertThat(second.family("db_client_connection_count")).isEqualTo(first.family("db_client_connection_count"));
        assertThat(first.family("django_db_pool_connections")).isEqualTo("""
                django_db_pool_connections{alias="shop",state="active"} 1.0
                django_db_pool_connections{alias="shop",state="idle"} 2.0
                django_db_pool_connections{alias="shop",state="pending"} 3.0
                django_db_pool_connections{alias="shop",state="max"} 10.0
                django_db_pool_connections{alias="shop",state="min"} 4.0
                """);
        assertThat(first.value("db_client_connection_idle_max{db_client_connection_pool_name=\"shop\"}"))
                .isEqualTo(9);
    }

    @Test // B24
    void twoPoolsOfOneAliasAddUpAndWhatHasNoLimitShowsNone() {
        database.loans("shop", new Fixed(new PoolState(1, 2, 3, 10, 4, -1)));
        database.loans("shop", new Fixed(new PoolState(1, 1, 1, -1, 1, 5)));

        assertThat(Scrape.of(application).family("django_db_pool_connections")).isEqualTo("""
                django_db_pool_connections{alias="shop",state="active"} 2.0
                django_db_pool_connections{alias="shop",state="idle"} 3.0
                django_db_pool_connections{alias="shop",state="pending"} 4.0
                django_db_pool_connections{alias="shop",state="min"} 5.0
                """);
        assertThat(Scrape.of(application).family("db_client_connection_idle_max"))
                .isEmpty();
    }

    @Test // B25
    void aPoolThatCannotBeReadIsAbsentAndTheOthersAreThere() {
        database.loans("broken", new Fixed(null) {
            @Override
            public @Nullable PoolState state() {
                throw new IllegalStateException("broken");
            }
        });
        database.loans("shop", new Fixed(new PoolState(1, 2, 3, 10, 4, 9)));
        Scrape scrape = Scrape.of(application);

        assertThat(scrape.family("django_db_pool_connections")).contains("shop").doesNotContain("broken");
        assertThat(scrape.value("narthex_instrumentation_errors_total{instrumentation=\"database\"}"))
                .isEqualTo(1);
    }

    @Test // B28
    void theLoanThatHasLastedLongestIsShownUntilItEnds() {
        LoanRecorder loans = database.loans("shop", new Fixed(new PoolState(2, 0, 0, 2, 0, 2)));
        assertThat(held()).isZero();
        Loan first = new Loan(loans.acquired(loans.begin()));
        int firstPlace = loans.lent(first);
        ticker.advance(Duration.ofSeconds(40));
        Loan second = new Loan(loans.acquired(loans.begin()));
        int secondPlace = loans.lent(second);
        ticker.advance(Duration.ofSeconds(2));

        assertThat(held()).isEqualTo(42);
        ticker.advance(Duration.ofSeconds(1));
        assertThat(held()).isEqualTo(43); // after a scrape has seen them, too
        loans.returned(first, firstPlace);
        assertThat(held()).isEqualTo(3);
        loans.returned(first, firstPlace); // what has ended does not end another's
        assertThat(held()).isEqualTo(3);
        loans.returned(second, secondPlace);
        assertThat(held()).isZero();
        assertThat(Scrape.of(application).value("django_db_connection_leaks_total{alias=\"shop\"}"))
                .isZero();
    }

    private double held() {
        return Scrape.of(application).value("django_db_connection_held_seconds_max{alias=\"shop\"}");
    }

    @Test // B28
    void moreLoansThanThereArePlacesForAreMeasuredAndNotWatched() {
        LoanRecorder loans = database.loans("shop", new Fixed(new PoolState(2, 0, 0, 2, 0, 2)));
        List<Loan> all = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < WatchedLoans.PLACES + 10; i++) {
            all.add(new Loan(loans.acquired(loans.begin())));
            places.add(loans.lent(all.get(i)));
        }
        assertThat(places.subList(0, WatchedLoans.PLACES))
                .doesNotHaveDuplicates()
                .doesNotContain(OpenLoans.NO_PLACE);
        assertThat(places.subList(WatchedLoans.PLACES, places.size())).containsOnly(OpenLoans.NO_PLACE);
        for (int i = 0; i < all.size(); i++) {
            loans.returned(all.get(i), places.get(i));
        }

        ticker.advance(Duration.ofSeconds(1));
        assertThat(held()).isZero();
        assertThat(Scrape.of(application).value("django_db_connection_usage_seconds_count{alias=\"shop\"}"))
                .isEqualTo(WatchedLoans.PLACES + 10);
    }

    @Test // B28
    void loansThatEndWhileScrapesLookAtThemAreNobodysLeak() throws InterruptedException {
        Application real =
                Application.of(Settings.builder().naming(List.of("django")).build());
        LoanRecorder loans = SqlMetrics.create(real).loans("shop", new Fixed(new PoolState(0, 0, 0, 8, 0, 8)));
        List<Thread> borrowers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread borrower = new Thread(() -> {
                for (int j = 0; j < 50_000; j++) {
                    Loan loan = new Loan(loans.acquired(loans.begin()));
                    loans.returned(loan, loans.lent(loan));
                }
            });
            borrower.start();
            borrowers.add(borrower);
        }
        while (borrowers.stream().anyMatch(Thread::isAlive)) {
            Scrape.of(real);
            System.gc();
        }
        for (Thread borrower : borrowers) {
            borrower.join();
        }

        Scrape scrape = Scrape.of(real);
        assertThat(scrape.value("django_db_connection_leaks_total{alias=\"shop\"}"))
                .isZero();
        assertThat(scrape.value("django_db_connection_held_seconds_max{alias=\"shop\"}"))
                .isZero();
        assertThat(scrape.value("django_db_connection_usage_seconds_count{alias=\"shop\"}"))
                .isEqualTo(200_000);
    }

    @Test
    void whatIsNotPublishedIsNotWatched() {
        Application quiet = Application.of(Settings.builder()
                .excludeFamilies(List.of("django_db_connection_leaks_total", "django_db_connection_held_seconds_max"))
                .build());
        LoanRecorder loans = SqlMetrics.create(quiet).loans("shop", new Fixed(new PoolState(1, 0, 0, 1, 0, 1)));

        assertThat(loans.lent(new Loan(0))).isEqualTo(OpenLoans.NO_PLACE);
    }

    /** What a borrower has. */
    private static final class Loan implements Borrowed {

        private long since;

        Loan(long since) {
            this.since = since;
        }

        @Override
        public long since() {
            return since;
        }
    }

    /** A pool that has what it is told. */
    private static class Fixed implements ConnectionPool {

        private final AtomicReference<@Nullable PoolState> state = new AtomicReference<>();
        private int asked;

        Fixed(@Nullable PoolState state) {
            this.state.set(state);
        }

        @Override
        public @Nullable PoolState state() {
            asked++;
            return state.get();
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public boolean isTimeout(Throwable thrown) {
            return true;
        }

        @Override
        public TransactionOutcome openOnReturn() {
            return TransactionOutcome.UNKNOWN;
        }
    }
}
