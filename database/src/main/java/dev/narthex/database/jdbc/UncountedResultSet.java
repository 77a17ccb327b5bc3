// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/** A result of nobody's query: metadata, generated keys (B7 B10). Its rows are not counted. */
final class UncountedResultSet extends MeasuredResultSet {

    UncountedResultSet(MeasuredConnection connection, ResultSet delegate, @Nullable MeasuredStatement statement) {
        super(connection, delegate, statement);
    }
}
