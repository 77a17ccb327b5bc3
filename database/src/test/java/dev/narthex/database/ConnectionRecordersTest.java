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
        for (int i = 0; i < times; i++) {
            long since = loans.acquired(loans.begin());
            transactions.ended(TransactionOutcome.COMMITTED);
            loans.returned(since);
            loans.timedOut();
        }
    }

    @Test
    void timesAreThoseOfTheTicker() {
        LoanRecorder loans = database.loans("shop", new Fixed(new PoolState(0, 0, 0, 1, 0, 1)));
        long begun = loans.begin();
        ticker.advance(Duration.ofMillis(20));
        long since = loans.acquired(begun);
        ticker.advance(Duration.ofMillis(300));
        loans.returned(since);

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
