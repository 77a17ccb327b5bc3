// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;

/**
 * A wrapper that gives way: first it is itself what somebody asks for, then what it wraps is, then that is asked (B16).
 * So {@code unwrap(PGConnection.class)} finds the driver's own, however many wrappers there are.
 */
interface Unwrapping extends Wrapper {

    /** What is wrapped. */
    Wrapper delegate();

    @Override
    default <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        return type.isInstance(delegate()) ? type.cast(delegate()) : delegate().unwrap(type);
    }

    @Override
    default boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this)
                || type.isInstance(delegate())
                || delegate().isWrapperFor(type);
    }
}
