// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.sql;

import dev.narthex.database.SqlOperation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What finding the operation of a statement costs: once when it is prepared, each time when it is not. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class ScannerBenchmark {

    /** The kind of statement. */
    @Param
    public Sql sql = Sql.SELECT;

    /** The operation of a statement. */
    @Benchmark
    public SqlOperation operation() {
        return SqlOperation.of(sql.text);
    }

    /** Statements as applications send them, and one as nobody should. */
    public enum Sql {
        /** Most of them. */
        SELECT(Statements.SELECT),
        /** As it is written by hand. */
        UPDATE(Statements.UPDATE),
        /** As Hibernate writes it when it is asked for comments. */
        COMMENTED("/* insert for dev.narthex.bookshop.Book */insert into book (title, price, id) values (?, ?, ?)"),
        /** As a report is written by hand. */
        COMMON_TABLES("""
                with recent as (select author_id, count(*) as sold from sale where sold_at > ? group by author_id),
                     best (id, sold) as (select author_id, sold from recent where sold > 100 order by sold desc)
                select a.name, b.sold from author a join best b on b.id = a.id
                """),
        /** A comment of 64 kB, the longest that is read. */
        LONG_COMMENT("/*" + "=".repeat(65_520) + "*/ select 1");

        final String text;

        Sql(String text) {
            this.text = text;
        }
    }
}
