// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.RequestTally.Entry;
import dev.narthex.core.Settings;
import dev.narthex.testkit.ManualTicker;
import dev.narthex.testkit.Scrape;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlMetricsTest {

    private static final Interruption NONE = new Interruption(false, 0);

    private final ManualTicker ticker = ManualTicker.create();
    private final Application application = Application.of(
            Settings.builder().naming(List.of("django", "otel")).maxCells(40).build(), ticker);
    private final SqlMetrics metrics = SqlMetrics.create(application);
    private final SqlRecorder shop =
            metrics.database("default", JdbcUrl.parse("jdbc:postgresql://me:secret@db/shop?password=secret"));

    private String scrape(String family) {
        return Scrape.of(application).family(family);
    }

    private void execute(SqlRecorder recorder, SqlOperation operation, long micros) {
        long begun = recorder.begin();
        ticker.advance(Duration.ofNanos(micros * 1_000));
        recorder.executed(operation, begun);
    }

    private static SqlBatch batch(SqlOperation... operations) {
        SqlBatch batch = SqlBatch.create();
        for (SqlOperation operation : operations) {
            batch.add(operation);
        }
        return batch;
    }

    @Test
    void statementsAreByOperation() {
        execute(shop, SqlOperation.SELECT, 1);
        execute(shop, SqlOperation.SELECT, 1);
        execute(shop, SqlOperation.INSERT, 1);

        assertThat(scrape("django_db_execute_total")).isEqualTo("""
                django_db_execute_total{alias="default",vendor="postgresql",operation="SELECT"} 2.0
                django_db_execute_total{alias="default",vendor="postgresql",operation="INSERT"} 1.0
                """);
        assertThat(scrape("django_db_errors_total")).isEmpty();
    }

    @Test
    void aFailedStatementIsAStatementAndAnError() {
        shop.failed(SqlOperation.INSERT, shop.begin(), new SQLException("twice", "23505"), NONE);
        shop.raised(new SQLException("commit", "40001"));

        assertThat(scrape("django_db_execute_total")).isEqualTo("""
                django_db_execute_total{alias="default",vendor="postgresql",operation="INSERT"} 1.0
                """);
        assertThat(scrape("django_db_errors_total")).isEqualTo("""
                django_db_errors_total{alias="default",vendor="postgresql",type="UniqueViolation"} 1.0
                django_db_errors_total{alias="default",vendor="postgresql",type="SerializationFailure"} 1.0
                """);
        assertThat(scrape("db_client_operation_duration_seconds"))
                .contains(
                        "db_client_operation_duration_seconds_count{db_system_name=\"postgresql\",db_namespace=\"shop\","
                                + "db_operation_name=\"INSERT\",error_type=\"UniqueViolation\"} 1.0");
    }

    @Test // B2
    void aBatchIsOneExecutionOfManyStatements() {
        application.tally().open();
        shop.executed(
                batch(SqlOperation.INSERT, SqlOperation.INSERT, SqlOperation.DELETE),
                new int[] {1, -2, 5},
                shop.begin());
        application.tally().close();

        assertThat(scrape("django_db_execute_total")).isEqualTo("""
                django_db_execute_total{alias="default",vendor="postgresql",operation="INSERT"} 2.0
                django_db_execute_total{alias="default",vendor="postgresql",operation="DELETE"} 1.0
                """);
        assertThat(scrape("django_db_execute_many_total")).isEqualTo("""
                django_db_execute_many_total{alias="default",vendor="postgresql"} 3.0
                """);
        assertThat(scrape("django_db_rows_total")).isEqualTo("""
                django_db_rows_total{alias="default",operation="INSERT"} 1.0
                django_db_rows_total{alias="default",operation="DELETE"} 5.0
                """);
        assertThat(scrape("django_db_rows_unknown_total")).isEqualTo("""
                django_db_rows_unknown_total{alias="default",operation="INSERT"} 1.0
                django_db_rows_unknown_total{alias="default",operation="DELETE"} 0.0
                """);
        assertThat(Scrape.of(application)
                        .value("django_db_query_duration_seconds_count{alias=\"default\",vendor=\"postgresql\"}"))
                .isEqualTo(1);
        assertThat(application.tally().amount(Entry.QUERIES)).isEqualTo(1);
    }

    @Test // B5
    void anEmptyBatchIsNothing() {
        shop.executed(SqlBatch.create(), new int[0], shop.begin());

        assertThat(scrape("django_db_execute_total")).isEmpty();
        assertThat(scrape("django_db_query_duration_seconds")).isEmpty();
    }

    @Test // B42
    void shortTimesAddUp() {
        for (int i = 0; i < 1_000; i++) {
            execute(shop, SqlOperation.SELECT, 200);
        }

        assertThat(scrape("django_db_query_duration_seconds"))
                .contains("{alias=\"default\",vendor=\"postgresql\",le=\"0.0001\"} 0.0")
                .contains("{alias=\"default\",vendor=\"postgresql\",le=\"0.0005\"} 1000.0")
                .contains("django_db_query_duration_seconds_sum{alias=\"default\",vendor=\"postgresql\"} 0.2\n");
    }

    @Test
    void executionsAddToTheRequestOnTheirThread() {
        execute(shop, SqlOperation.SELECT, 1);
        application.tally().open();
        execute(shop, SqlOperation.SELECT, 20);
        shop.failed(SqlOperation.UPDATE, shop.begin(), new SQLException("no", "40P01"), NONE);
        shop.refused(SqlOperation.SELECT);
        application.tally().close();
        execute(shop, SqlOperation.SELECT, 1);

        assertThat(application.tally().amount(Entry.QUERIES)).isEqualTo(2);
        assertThat(application.tally().amount(Entry.DATABASE_NANOS)).isEqualTo(20_000);
    }

    @Test // B37
    void aClosedStatementCostsTheDatabaseNoTime() {
        shop.refused(SqlOperation.SELECT);

        assertThat(scrape("django_db_errors_total")).isEqualTo("""
                django_db_errors_total{alias="default",vendor="postgresql",type="ObjectClosed"} 1.0
                """);
        assertThat(Scrape.of(application).total("django_db_query_duration_seconds_count"))
                .isZero();
    }

    @Test // B8
    void fetchTimeIsOffUnlessAsked() {
        shop.rows(SqlOperation.SELECT, 7);
        long begun = shop.beginFetch();
        ticker.advance(Duration.ofSeconds(2));
        shop.fetched(SqlOperation.SELECT, begun);

        Application asked = Application.of(Settings.builder().fetchTime(true).build(), ticker);
        SqlRecorder timed = SqlMetrics.create(asked).database("default", JdbcUrl.unknown());
        begun = timed.beginFetch();
        ticker.advance(Duration.ofSeconds(2));
        timed.fetched(SqlOperation.SELECT, begun);

        assertThat(scrape("django_db_rows_total")).contains("operation=\"SELECT\"} 7.0");
        assertThat(Scrape.of(application).families()).doesNotContain("django_db_fetch_seconds_total");
        assertThat(Scrape.of(asked).family("django_db_fetch_seconds_total")).isEqualTo("""
                django_db_fetch_seconds_total{alias="default"} 2.0
                """);
    }

    @Test // B34
    void noPasswordIsOnThePage() {
        execute(shop, SqlOperation.SELECT, 1);

        assertThat(Scrape.of(application).text()).contains("shop").doesNotContain("secret", "me:");
    }

    @Test // B32
    void aRecorderIsTheSameForTheSameDatabase() {
        JdbcUrl address = JdbcUrl.parse("jdbc:postgresql://db/shop");

        assertThat(metrics.database("default", address)).isSameAs(shop);
        assertThat(metrics.database("replica", address)).isNotSameAs(shop);
    }

    @Test // B24
    void aliasesThatComeTooLateShareOneName() {
        for (int i = 0; i < 1_000; i++) {
            execute(metrics.database("tenant-" + i, JdbcUrl.parse("jdbc:h2:mem:t" + i)), SqlOperation.SELECT, 1);
        }

        Scrape page = Scrape.of(application);
        assertThat(page.total("django_db_execute_total")).isEqualTo(1_000);
        assertThat(page.family("django_db_execute_total").lines().count()).isLessThanOrEqualTo(50);
        assertThat(page.family("django_db_execute_total")).contains("alias=\"<other>\"");
    }

    @Test // B41
    void errorsOfAHundredThousandKindsAreBounded() {
        for (int i = 0; i < 100_000; i++) {
            String state = Integer.toString(i + 100_000).substring(1);
            SqlOperation operation = SqlOperation.of("SELECT " + i + " /* " + state + " */");
            shop.failed(operation, shop.begin(), new SQLException("no", state), NONE);
        }

        Scrape page = Scrape.of(application);
        assertThat(page.total("django_db_errors_total")).isEqualTo(100_000);
        assertThat(page.total("django_db_execute_total")).isEqualTo(100_000);
        assertThat(page.family("django_db_errors_total").lines().count()).isLessThanOrEqualTo(50);
    }

    @Test
    void aTickerThatFailsIsCountedAndNotNoticed() {
        Application failing = Application.of(Settings.create(), () -> {
            throw new IllegalStateException("no clock");
        });
        SqlRecorder recorder = SqlMetrics.create(failing).database("default", JdbcUrl.unknown());

        recorder.executed(SqlOperation.SELECT, recorder.begin());
        recorder.failed(SqlOperation.SELECT, 0, new SQLException("no"), NONE);
        recorder.executed(batch(SqlOperation.INSERT), new int[] {1}, 0);
        recorder.failed(batch(SqlOperation.INSERT), 0, new SQLException("no"), NONE);

        assertThat(Scrape.of(failing).value("narthex_instrumentation_errors_total{instrumentation=\"database\"}"))
                .isEqualTo(5);
    }

    @Test
    void anApplicationHasOneOfAKind() {
        assertThat(SqlMetrics.of(application)).isSameAs(metrics);
        assertThatThrownBy(() -> SqlMetrics.create(application))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("database");
    }

    @Test
    void otherConventionsSpellOtherNames() {
        execute(metrics.database("books", JdbcUrl.parse("jdbc:h2:mem:books")), SqlOperation.OTHER, 1);

        assertThat(scrape("db_client_operation_duration_seconds"))
                .contains(
                        "db_client_operation_duration_seconds_count{db_system_name=\"h2database\",db_namespace=\"books\"");
    }
}
