// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm;

import java.util.Locale;

/** What is done to an entity. */
public enum EntityOperation {
    /** It is new in the database. */
    INSERT,
    /** It is in the database and changes there. */
    UPDATE,
    /** It is gone from the database, or marked as gone. */
    DELETE,
    /** It is in the database afterwards, and the database alone knows whether it was before. */
    UPSERT,
    /** It is read. */
    LOAD;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
        return label;
    }
}
