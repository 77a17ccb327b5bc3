// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import java.sql.BatchUpdateException;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a batch by their operations, and what the driver says of their rows. A statement keeps one and fills
 * it again and again. Not thread-safe, like the statement.
 */
public final class SqlBatch {

    private final int[] statements = new int[SqlOperation.COUNT];
    private final long[] rows = new long[SqlOperation.COUNT];
    private final int[] unknown = new int[SqlOperation.COUNT];
    /** The operations in order, where they are not all the same one; else only the first counts. */
    private byte[] order = new byte[1];

    private boolean mixed;
    private int size;

    private SqlBatch() {}

    /** An empty batch. */
    public static SqlBatch create() {
        return new SqlBatch();
    }

    /** A statement was added. */
    public void add(SqlOperation operation) {
        if (size == 0) {
            order[0] = (byte) operation.ordinal();
        } else if (mixed || order[0] != operation.ordinal()) {
            remember(operation);
        }
        statements[operation.ordinal()]++;
        size++;
    }

    /** Nothing is in it any more. */
    public void clear() {
        if (size > 0) {
            Arrays.fill(statements, 0);
            Arrays.fill(rows, 0);
            Arrays.fill(unknown, 0);
            mixed = false;
            size = 0;
        }
    }

    /** The update counts of its statements, as {@code executeBatch} returns them. */
    void written(int @Nullable [] counts) {
        if (counts != null) {
            fill(counts.length);
            for (int i = 0; i < counts.length; i++) {
                written(i, counts[i]);
            }
        }
    }

    /** The update counts of its statements, as {@code executeLargeBatch} returns them. */
    void written(long @Nullable [] counts) {
        if (counts != null) {
            fill(counts.length);
            for (int i = 0; i < counts.length; i++) {
                written(i, counts[i]);
            }
        }
    }

    /** What was raised knows what became of its statements, as far as the driver has told (B4). */
    void failed(Throwable thrown) {
        if (thrown instanceof BatchUpdateException partly) {
            written(partly.getLargeUpdateCounts());
        }
    }

    /** The operation of its first statement. */
    public SqlOperation operation() {
        return size == 0 ? SqlOperation.OTHER : SqlOperation.at(order[0]);
    }

    int size() {
        return size;
    }

    int statements(int operation) {
        return statements[operation];
    }

    long rows(int operation) {
        return rows[operation];
    }

    int unknown(int operation) {
        return unknown[operation];
    }

    /** The driver knows of more statements than we do: they were added behind our back, to what we wrap. */
    private void fill(int known) {
        while (size < known) {
            add(operation());
        }
    }

    /** What is negative is no number of rows (B3): it was written and not counted, or it failed. */
    private void written(int index, long count) {
        int operation = mixed ? order[index] : order[0];
        if (count >= 0) {
            rows[operation] += count;
        } else if (count == Statement.SUCCESS_NO_INFO) {
            unknown[operation]++;
        }
    }

    private void remember(SqlOperation operation) {
        if (size >= order.length) {
            byte first = order[0];
            byte[] longer = Arrays.copyOf(order, Math.max(16, size * 2));
            if (!mixed) {
                Arrays.fill(longer, 0, size, first);
            }
            order = longer;
        } else if (!mixed) {
            Arrays.fill(order, 0, size, order[0]);
        }
        mixed = true;
        order[size] = (byte) operation.ordinal();
    }
}
