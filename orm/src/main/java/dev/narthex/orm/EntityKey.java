// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm;

import dev.narthex.core.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * What is known about something that was done to an entity.
 *
 * @param model the name of the entity, in lower case; its full name where two have the same
 * @param operation what was done
 * @param outcome what became of it
 */
record EntityKey(String model, EntityOperation operation, Outcome outcome) {

    EntityKey folded() {
        return new EntityKey(Dimension.OTHER, operation, outcome);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EntityKey key
                && model.equals(key.model)
                && operation == key.operation
                && outcome == key.outcome;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * model.hashCode() + operation.ordinal()) + outcome.ordinal();
    }
}
