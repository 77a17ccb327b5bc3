// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Application;
import dev.narthex.core.Cell;
import dev.narthex.core.Guard;
import dev.narthex.core.RequestTally;
import dev.narthex.core.RequestTally.Entry;
import dev.narthex.core.Ticker;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Records what happens to one database. It holds the cells of what succeeds, one an operation, so recording makes no key,
 * takes no lock and allocates nothing; what fails looks its cell up. It never throws: no statement fails because of us.
 * Thread-safe.
 */
public final class SqlRecorder {

    private final Ticker ticker;
    private final Ticker fetchTicker;
    private final RequestTally tally;
    private final Guard guard;
    private final SqlCubes cubes;
    private final TransactionRecorder transactions;
    private final String alias;
    private final String vendor;
    private final String namespace;

    /** By the ordinal of the operation; made when first needed, so that what never happens is no series. */
    private final AtomicReferenceArray<@Nullable Cell<SqlKey>> cells = new AtomicReferenceArray<>(SqlOperation.COUNT);

    SqlRecorder(
            Application application,
            Guard guard,
            SqlCubes cubes,
            TransactionRecorder transactions,
            String alias,
            String vendor,
            String namespace) {
        this.ticker = application.ticker();
        this.fetchTicker = application.settings().fetchTime() ? ticker : () -> 0;
        this.tally = application.tally();
        this.guard = guard;
        this.cubes = cubes;
        this.transactions = transactions;
        this.alias = alias;
        this.vendor = vendor;
        this.namespace = namespace;
    }

    /** Where the ends of its transactions are recorded. */
    public TransactionRecorder transactions() {
        return transactions;
    }

    /** The kind of the database. */
    public String vendor() {
        return vendor;
    }

    /** An execution begins; what this returns is given back when it has ended. Nanoseconds. */
    public long begin() {
        return read(ticker);
    }

    /** A result is fetched for the first time; what this returns is given to {@link #fetched}. Nanoseconds. */
    public long beginFetch() {
        return read(fetchTicker);
    }

    /** One statement was executed; its rows are not known, or not yet. */
    public void executed(SqlOperation operation, long begun) {
        executed(operation, begun, 0);
    }

    /** One statement was executed and told how many rows it wrote; what is negative is no number of rows (B3). */
    public void executed(SqlOperation operation, long begun, long rows) {
        try {
            long nanos = nanosSince(begun); // first: what we do ourselves is no time of the database
            Cell<SqlKey> cell = cell(operation);
            cell.count(cubes.rows(), Math.max(0, rows));
            timed(cell, nanos);
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** A batch was executed, with these update counts; an empty one is nothing (B5). */
    public void executed(SqlBatch batch, int @Nullable [] counts, long begun) {
        try {
            long nanos = nanosSince(begun); // first, as above
            batch.written(counts);
            record(batch, nanos);
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** A batch was executed, with these update counts; an empty one is nothing (B5). */
    public void executed(SqlBatch batch, long @Nullable [] counts, long begun) {
        try {
            long nanos = nanosSince(begun); // first, as above
            batch.written(counts);
            record(batch, nanos);
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    private void record(SqlBatch batch, long nanos) {
        if (batch.size() > 0) {
            countStatements(batch, SqlKey.NONE);
            countRows(batch);
            timed(cell(batch.operation()), nanos);
        }
    }

    /**
     * An execution of one statement raised.
     *
     * @param interruption what could have ended it early
     */
    public void failed(SqlOperation operation, long begun, Throwable thrown, Interruption interruption) {
        try {
            long nanos = nanosSince(begun);
            String type = interruption.type(vendor, thrown, nanos);
            Cell<SqlKey> cell = failures(operation, type);
            cell.count();
            timed(cell, nanos);
            countError(type);
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** An execution of a batch raised: once, whatever has become of its statements (B4). */
    public void failed(SqlBatch batch, long begun, Throwable thrown, Interruption interruption) {
        try {
            long nanos = nanosSince(begun);
            String type = interruption.type(vendor, thrown, nanos);
            batch.failed(thrown);
            countStatements(batch, type);
            countRows(batch);
            timed(failures(batch.operation(), type), nanos);
            countError(type);
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** An execution was asked of a statement that is closed: an error, and no time of the database (B37). */
    public void refused(SqlOperation operation) {
        try {
            failures(operation, SqlErrors.OBJECT_CLOSED).count();
            countError(SqlErrors.OBJECT_CLOSED);
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** Something raised that is no execution: a fetch, a commit. */
    public void raised(Throwable thrown) {
        try {
            countError(SqlErrors.type(vendor, thrown));
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** Rows were written or read. */
    public void rows(SqlOperation operation, long rows) {
        try {
            if (rows > 0) {
                cell(operation).add(cubes.rows(), rows);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /**
     * The last row of a result was fetched, or the result was closed.
     *
     * @param begun what {@link #beginFetch} returned
     */
    public void fetched(SqlOperation operation, long begun) {
        try {
            long nanos = fetchTicker.read() - begun;
            if (nanos > 0) {
                cell(operation).add(cubes.fetchTime(), nanos);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    private long read(Ticker from) {
        try {
            return from.read();
        } catch (Throwable ours) {
            guard.caught(ours);
            return 0;
        }
    }

    private long nanosSince(long begun) {
        return Math.max(0, ticker.read() - begun);
    }

    private void timed(Cell<SqlKey> cell, long nanos) {
        cell.observeTraced(cubes.duration(), nanos);
        tally.add(Entry.QUERIES, 1, Entry.DATABASE_NANOS, nanos);
    }

    private void countStatements(SqlBatch batch, String error) {
        for (int operation = 0; operation < SqlOperation.COUNT; operation++) {
            int statements = batch.statements(operation);
            if (statements > 0) {
                SqlOperation known = SqlOperation.at(operation);
                Cell<SqlKey> cell = error.equals(SqlKey.NONE) ? cell(known) : failures(known, error);
                cell.add(cubes.statements(), statements);
                cell.add(cubes.batched(), statements);
            }
        }
    }

    private void countRows(SqlBatch batch) {
        for (int operation = 0; operation < SqlOperation.COUNT; operation++) {
            SqlOperation known = SqlOperation.at(operation);
            rows(known, batch.rows(operation));
            if (batch.unknown(operation) > 0) {
                cell(known).add(cubes.rowsUnknown(), batch.unknown(operation));
            }
        }
    }

    private void countError(String type) {
        cubes.errors().cell(new SqlErrorKey(alias, vendor, type)).count();
    }

    private Cell<SqlKey> failures(SqlOperation operation, String type) {
        return cubes.executions().cell(new SqlKey(alias, vendor, namespace, operation, type));
    }

    private Cell<SqlKey> cell(SqlOperation operation) {
        Cell<SqlKey> known = cells.get(operation.ordinal());
        if (known != null) {
            return known;
        }
        Cell<SqlKey> born = failures(operation, SqlKey.NONE); // the same for every thread that comes here
        cells.set(operation.ordinal(), born);
        return born;
    }
}
