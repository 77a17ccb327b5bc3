// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an attempt to connect to a database.
 *
 * @param alias what the application calls the database
 * @param vendor the kind of the database
 * @param error why it failed; {@link SqlKey#NONE} if it did not
 */
record ConnectKey(String alias, String vendor, String error) {

    ConnectKey folded() {
        return new ConnectKey(Dimension.OTHER, vendor, error.equals(SqlKey.NONE) ? error : Dimension.OTHER);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConnectKey key
                && alias.equals(key.alias)
                && vendor.equals(key.vendor)
                && error.equals(key.error);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * alias.hashCode() + vendor.hashCode()) + error.hashCode();
    }
}
