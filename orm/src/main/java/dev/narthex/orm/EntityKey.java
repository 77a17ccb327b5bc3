// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm;

import dev.narthex.core.Dimension;

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
}
