// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.narthex.database.SqlOperation;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is compared really measures, and what is measured really reaches the driver. */
class StatementsTest {

    private static final int TIMES = 100;

    @ParameterizedTest
    @EnumSource
    void everyWrapperRecordsEveryExecution(Wrapper wrapper) throws SQLException {
        Wrapper.Wrapped wrapped = wrapper.wrap(NoOpDataSource.returning(3));
        try (Statements statements = Statements.of(wrapped.dataSource())) {
            for (int i = 0; i < TIMES; i++) {
                assertThat(statements.update()).isEqualTo(1);
                assertThat(statements.plainUpdate()).isEqualTo(1);
                assertThat(statements.query()).isEqualTo(1);
                assertThat(statements.rows()).isEqualTo(1 + 2 + 3);
                assertThat(statements.batch()).isEqualTo(Statements.BATCH);
                assertThat(statements.cycle()).isEqualTo(1 + 2 + 3);
            }
        }
        assertThat(wrapped.executions().getAsLong()).isEqualTo(wrapper == Wrapper.BARE ? 0 : 6 * TIMES);
    }

    @Test
    void bareDriverAllocatesNothing() throws SQLException {
        try (Statements statements = Statements.of(NoOpDataSource.returning(1))) {
            assertThat(allocated(statements::update)).isZero();
            assertThat(allocated(statements::query)).isZero();
            assertThat(allocated(statements::cycle)).isZero();
        }
    }

    @Test
    void anExecutionThatIsMeasuredAllocatesNothing() throws SQLException {
        Wrapper.Wrapped wrapped = Wrapper.NARTHEX.wrap(NoOpDataSource.returning(1));
        try (Statements statements = Statements.of(wrapped.dataSource())) {
            assertThat(allocated(statements::update)).isZero();
            assertThat(allocated(statements::plainUpdate)).isZero();
            assertThat(allocated(statements::batch)).isZero();
        }
    }

    @Test
    void whatIsMeasuredAllocatesNoMoreThanItsWrappers() throws SQLException {
        Wrapper.Wrapped wrapped = Wrapper.NARTHEX.wrap(NoOpDataSource.returning(1));
        try (Statements statements = Statements.of(wrapped.dataSource())) {
            assertThat(allocated(statements::query)).isLessThanOrEqualTo(64 * TIMES); // a result
            assertThat(allocated(statements::cycle))
                    .isLessThanOrEqualTo(208 * TIMES); // a connection and its transaction, a statement, a result
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTextHasAnOperation(ScannerBenchmark.Sql sql) {
        assertThat(SqlOperation.of(sql.text)).isNotEqualTo(SqlOperation.OTHER);
    }

    private interface Step {
        Object run() throws SQLException;
    }

    /** In the steady state: cells are made, and everything is loaded. */
    private static long allocated(Step step) throws SQLException {
        step.run();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Object[] kept = new Object[TIMES];
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < TIMES; i++) {
            kept[i] = step.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
