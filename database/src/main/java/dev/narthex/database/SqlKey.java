// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an execution.
 *
 * @param alias what the application calls the database
 * @param vendor the kind of the database
 * @param namespace the name of the database on its server; empty where nobody knows it
 * @param operation what the statement does
 * @param error the type of the error; {@link #NONE} if there was none
 */
record SqlKey(String alias, String vendor, String namespace, SqlOperation operation, String error) {

    /** No error. */
    static final String NONE = "<none>";

    SqlKey folded() {
        return new SqlKey(
                Dimension.OTHER,
                vendor,
                namespace.isEmpty() ? namespace : Dimension.OTHER,
                operation,
                error.equals(NONE) ? error : Dimension.OTHER);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SqlKey key
                && alias.equals(key.alias)
                && vendor.equals(key.vendor)
                && namespace.equals(key.namespace)
                && operation == key.operation
                && error.equals(key.error);
    }

    @Override
    public int hashCode() {
        int hash = alias.hashCode();
        hash = 31 * hash + vendor.hashCode();
        hash = 31 * hash + namespace.hashCode();
        hash = 31 * hash + operation.ordinal();
        hash = 31 * hash + error.hashCode();
        return hash;
    }
}
