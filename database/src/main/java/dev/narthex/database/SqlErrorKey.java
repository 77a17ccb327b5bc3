// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Dimension;

/**
 * What is known about an error, wherever it was raised: by an execution, a fetch, a commit.
 *
 * @param alias what the application calls the database
 * @param vendor the kind of the database
 * @param type the type of the error
 */
record SqlErrorKey(String alias, String vendor, String type) {

    SqlErrorKey folded() {
        return new SqlErrorKey(Dimension.OTHER, vendor, Dimension.OTHER);
    }
}
