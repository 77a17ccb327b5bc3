// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SqlBatchTest {

    private final SqlBatch batch = SqlBatch.create();

    private void add(SqlOperation... operations) {
        for (SqlOperation operation : operations) {
            batch.add(operation);
        }
    }

    private String statements(SqlOperation operation) {
        int at = operation.ordinal();
        return batch.statements(at) + " statements, " + batch.rows(at) + " rows, " + batch.unknown(at) + " unknown";
    }

    @Test // B2
    void statementsAreCountedByTheirOperations() {
        add(SqlOperation.INSERT, SqlOperation.INSERT, SqlOperation.DELETE, SqlOperation.INSERT, SqlOperation.UPDATE);
        batch.written(new int[] {1, 2, 30, 4, 500});

        assertThat(batch.size()).isEqualTo(5);
        assertThat(batch.operation()).isEqualTo(SqlOperation.INSERT);
        assertThat(statements(SqlOperation.INSERT)).isEqualTo("3 statements, 7 rows, 0 unknown");
        assertThat(statements(SqlOperation.DELETE)).isEqualTo("1 statements, 30 rows, 0 unknown");
        assertThat(statements(SqlOperation.UPDATE)).isEqualTo("1 statements, 500 rows, 0 unknown");
        assertThat(statements(SqlOperation.SELECT)).isEqualTo("0 statements, 0 rows, 0 unknown");
    }

    @Test // B3
    void whatIsNegativeIsNoNumberOfRows() {
        add(SqlOperation.INSERT, SqlOperation.INSERT, SqlOperation.INSERT, SqlOperation.INSERT);
        batch.written(new int[] {1, Statement.SUCCESS_NO_INFO, Statement.EXECUTE_FAILED, -1});

        assertThat(statements(SqlOperation.INSERT)).isEqualTo("4 statements, 1 rows, 1 unknown");
    }

    @Test // B3
    void largeCountsDoNotOverflow() {
        add(SqlOperation.UPDATE, SqlOperation.UPDATE);
        batch.written(new long[] {3_000_000_000L, 1});

        assertThat(statements(SqlOperation.UPDATE)).isEqualTo("2 statements, 3000000001 rows, 0 unknown");
    }

    @Test // B4
    void aFailedBatchTellsWhatWasWritten() {
        add(SqlOperation.INSERT, SqlOperation.INSERT, SqlOperation.DELETE);
        batch.failed(new BatchUpdateException("no", "23505", new int[] {1, Statement.EXECUTE_FAILED, 7}));

        assertThat(statements(SqlOperation.INSERT)).isEqualTo("2 statements, 1 rows, 0 unknown");
        assertThat(statements(SqlOperation.DELETE)).isEqualTo("1 statements, 7 rows, 0 unknown");
    }

    @Test // B4
    void aDriverThatStopsAtTheFirstFailureTellsLess() {
        add(SqlOperation.INSERT, SqlOperation.INSERT, SqlOperation.INSERT);
        batch.failed(new BatchUpdateException("no", "23505", new int[] {1}));
        batch.failed(new IllegalStateException("tells nothing"));

        assertThat(statements(SqlOperation.INSERT)).isEqualTo("3 statements, 1 rows, 0 unknown");
    }

    @Test
    void countsThatAreNotThereAreUnknown() {
        add(SqlOperation.INSERT);
        batch.written((int[]) null);
        batch.written((long[]) null);

        assertThat(statements(SqlOperation.INSERT)).isEqualTo("1 statements, 0 rows, 0 unknown");
    }

    @Test // B2
    void whatWasAddedToTheDriverBehindItIsCountedToo() {
        add(SqlOperation.INSERT);
        batch.written(new int[] {1, 1, 1});

        assertThat(statements(SqlOperation.INSERT)).isEqualTo("3 statements, 3 rows, 0 unknown");
    }

    @RepeatedTest(10) // B2
    void theSameBatchIsFilledAgainAndAgain(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int round = 0; round < 50; round++) {
            int size = random.nextInt(70);
            int kinds = 1 + random.nextInt(3);
            int[] expected = new int[SqlOperation.COUNT];
            long[] rows = new long[SqlOperation.COUNT];
            int[] counts = new int[size];
            for (int i = 0; i < size; i++) {
                int operation = random.nextInt(kinds);
                batch.add(SqlOperation.at(operation));
                counts[i] = random.nextInt(5) - 2;
                expected[operation]++;
                rows[operation] += Math.max(0, counts[i]);
            }
            batch.written(counts);
            for (int operation = 0; operation < SqlOperation.COUNT; operation++) {
                assertThat(batch.statements(operation)).isEqualTo(expected[operation]);
                assertThat(batch.rows(operation)).isEqualTo(rows[operation]);
            }
            batch.clear();
            assertThat(batch.size()).isZero();
            assertThat(batch.operation()).isEqualTo(SqlOperation.OTHER);
        }
    }
}
