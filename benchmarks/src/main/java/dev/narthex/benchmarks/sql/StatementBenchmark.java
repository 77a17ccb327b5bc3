// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What measuring a statement costs: the same calls of JDBC on a driver that does nothing, bare and behind each of those
 * who measure, and one on a real database. Threads have connections of their own and share what is recorded.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StatementBenchmark {

    private static final int ROWS = 1000;

    /** The yardstick of this machine: 59 ns where the targets were set. */
    @Benchmark
    public long clockReadTwice() {
        long before = System.nanoTime();
        return System.nanoTime() - before;
    }

    /** One execution of a prepared statement that writes. */
    @Benchmark
    public int update(Session session) throws SQLException {
        return session.statements.update();
    }

    /** The same of a statement that was not prepared, so that its text is read every time. */
    @Benchmark
    public int plainUpdate(Session session) throws SQLException {
        return session.statements.plainUpdate();
    }

    /** One execution of a prepared query; one row is read, and the result closed. */
    @Benchmark
    public long query(Session session) throws SQLException {
        return session.statements.query();
    }

    /** A batch of ten, bound and sent. */
    @Benchmark
    public int batch(Session session) throws SQLException {
        return session.statements.batch();
    }

    /** Borrow, prepare, bind, execute, read, close, return. */
    @Benchmark
    public long cycle(Session session) throws SQLException {
        return session.statements.cycle();
    }

    /** One row of a thousand; the query that they come from is in it, a thousandth for each. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long row(Export export) throws SQLException {
        return export.statements.rows();
    }

    /** One execution of a prepared query on a database in memory; one row is read, and the result closed. */
    @Benchmark
    public long queryOnH2(DatabaseSession session) throws SQLException {
        return session.statements.query();
    }

    /** The cycle on a database in memory, behind a pool. */
    @Benchmark
    public long cycleOnH2(Database database) throws SQLException {
        return Statements.cycle(database.source);
    }

    /** Who measures. */
    @State(Scope.Benchmark)
    public static class Subject {

        /** Each in a virtual machine of its own. */
        @Param
        public Wrapper wrapper = Wrapper.BARE;

        DataSource wrap(DataSource bare) {
            return wrapper.wrap(bare).dataSource();
        }
    }

    /** What all threads share, on the driver that does nothing: queries return one row. */
    @State(Scope.Benchmark)
    public static class OneRow {

        private DataSource source = NoOpDataSource.returning(1);

        /** Measures it. */
        @Setup
        public void wrap(Subject subject) {
            source = subject.wrap(source);
        }
    }

    /** What a thread has of that. */
    @State(Scope.Thread)
    public static class Session {

        @SuppressWarnings("NullAway.Init") // by the set-up
        private Statements statements;

        /** Prepares the statements. */
        @Setup
        public void prepare(OneRow shared) throws SQLException {
            statements = Statements.of(shared.source);
        }
    }

    /** The same with many rows a query. */
    @State(Scope.Thread)
    public static class Export {

        @SuppressWarnings("NullAway.Init") // by the set-up
        private Statements statements;

        /** Prepares the statements. */
        @Setup
        public void prepare(Subject subject) throws SQLException {
            statements = Statements.of(subject.wrap(NoOpDataSource.returning(ROWS)));
        }
    }

    /** A bookshop in memory. */
    @State(Scope.Benchmark)
    public static class Database {

        private final HikariDataSource pool = new HikariDataSource();
        private DataSource source = pool;

        /** Fills it, and measures it. */
        @Setup
        public void fill(Subject subject) throws SQLException {
            pool.setJdbcUrl("jdbc:h2:mem:bookshop");
            pool.setMaximumPoolSize(4);
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "create table book (id bigint primary key, title varchar(100), price int, stock int)");
                statement.execute("insert into book select x, 'Book ' || x, 1000 + x, x from system_range(1, 1000)");
            }
            source = subject.wrap(pool);
        }

        /** Closes the pool. */
        @TearDown
        public void close() {
            pool.close();
        }
    }

    /** What a thread has of the bookshop. */
    @State(Scope.Thread)
    public static class DatabaseSession {

        @SuppressWarnings("NullAway.Init") // by the set-up
        private Statements statements;

        /** Prepares the statements. */
        @Setup
        public void prepare(Database database) throws SQLException {
            statements = Statements.of(database.source);
        }

        /** Returns the connection. */
        @TearDown
        public void close() throws SQLException {
            statements.close();
        }
    }
}
