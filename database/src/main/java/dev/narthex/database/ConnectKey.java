// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Dimension;

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
}
