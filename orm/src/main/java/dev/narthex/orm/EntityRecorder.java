// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm;

import dev.narthex.core.Cell;
import dev.narthex.core.Count;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is done to one entity. It holds the cells of its operations, so recording makes no key, takes no lock and
 * allocates nothing. Thread-safe.
 */
public final class EntityRecorder {

    private static final int OPERATIONS = EntityOperation.values().length;

    private final Count operations;
    private final BiFunction<EntityOperation, Outcome, Cell<EntityKey>> birth;
    private final AtomicReferenceArray<@Nullable Cell<EntityKey>> cells =
            new AtomicReferenceArray<>(OPERATIONS * Outcome.values().length);

    EntityRecorder(Count operations, BiFunction<EntityOperation, Outcome, Cell<EntityKey>> birth) {
        this.operations = operations;
        this.birth = birth;
        for (EntityOperation operation : EntityOperation.values()) {
            boolean rare = operation == EntityOperation.UPSERT; // a series from the first one on
            if (!rare) {
                cell(operation, Outcome.DONE);
            }
            if (!rare && operation != EntityOperation.LOAD) {
                cell(operation, Outcome.ROLLED_BACK);
            }
        }
    }

    /** It was done once, and stands: outside of a transaction, or by reading. */
    public void count(EntityOperation operation) {
        cell(operation, Outcome.DONE).count();
    }

    /** One statement was executed that does it to any number of entities. */
    public void countBulk(EntityOperation operation) {
        cell(operation, Outcome.BULK).count();
    }

    /** It was done so many times by a transaction that has ended. */
    void add(EntityOperation operation, boolean committed, int times) {
        cell(operation, committed ? Outcome.DONE : Outcome.ROLLED_BACK).add(operations, times);
    }

    private Cell<EntityKey> cell(EntityOperation operation, Outcome outcome) {
        int place = outcome.ordinal() * OPERATIONS + operation.ordinal();
        Cell<EntityKey> known = cells.get(place);
        if (known != null) {
            return known;
        }
        Cell<EntityKey> born = birth.apply(operation, outcome); // the same for every thread that comes here
        cells.set(place, born);
        return born;
    }
}
