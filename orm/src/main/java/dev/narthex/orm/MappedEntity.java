// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm;

import org.jspecify.annotations.Nullable;

/**
 * An entity as a vendor has mapped it.
 *
 * @param fullName what no other entity of the persistence unit is called: the name of its class, as a rule
 * @param name what queries call it
 * @param type its class; null where it has none, as entities of maps
 */
public record MappedEntity(
        String fullName, String name, @Nullable Class<?> type) {

    boolean isMeasured(boolean onlyAnnotated) {
        if (type == null) {
            return !onlyAnnotated;
        }
        return !type.isAnnotationPresent(NotMeasured.class)
                && (!onlyAnnotated || type.isAnnotationPresent(Measured.class));
    }
}
