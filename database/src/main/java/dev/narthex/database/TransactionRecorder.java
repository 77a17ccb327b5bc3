// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Cell;
import dev.narthex.core.Guard;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Records how the transactions of one database end. It holds its cells, and never throws. Thread-safe. */
public final class TransactionRecorder {

    private final Guard guard;
    private final ConnectionCubes cubes;
    private final String alias;
    private final AtomicReferenceArray<@Nullable Cell<TransactionKey>> cells =
            new AtomicReferenceArray<>(TransactionOutcome.COUNT);

    TransactionRecorder(Guard guard, ConnectionCubes cubes, String alias) {
        this.guard = guard;
        this.cubes = cubes;
        this.alias = alias;
    }

    /** A transaction has ended. */
    public void ended(TransactionOutcome outcome) {
        try {
            if (outcome != TransactionOutcome.UNKNOWN) {
                cell(outcome).count();
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    private Cell<TransactionKey> cell(TransactionOutcome outcome) {
        Cell<TransactionKey> known = cells.get(outcome.ordinal());
        if (known != null) {
            return known;
        }
        Cell<TransactionKey> born = cubes.transactions().cell(new TransactionKey(alias, outcome));
        cells.set(outcome.ordinal(), born);
        return born;
    }
}
