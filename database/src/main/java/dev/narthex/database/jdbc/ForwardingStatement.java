// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/**
 * Hands on what a statement does and nobody measures. Pure delegation.
 */
interface ForwardingStatement extends Unwrapping, Statement {

    @Override
    Statement delegate();

    @Override
    default int getMaxFieldSize() throws SQLException {
        return delegate().getMaxFieldSize();
    }

    @Override
    default void setMaxFieldSize(int value) throws SQLException {
        delegate().setMaxFieldSize(value);
    }

    @Override
    default int getMaxRows() throws SQLException {
        return delegate().getMaxRows();
    }

    @Override
    default void setMaxRows(int value) throws SQLException {
        delegate().setMaxRows(value);
    }

    @Override
    default void setEscapeProcessing(boolean flag) throws SQLException {
        delegate().setEscapeProcessing(flag);
    }

    @Override
    default int getQueryTimeout() throws SQLException {
        return delegate().getQueryTimeout();
    }

    @Override
    default SQLWarning getWarnings() throws SQLException {
        return delegate().getWarnings();
    }

    @Override
    default void clearWarnings() throws SQLException {
        delegate().clearWarnings();
    }

    @Override
    default void setCursorName(String text) throws SQLException {
        delegate().setCursorName(text);
    }

    @Override
    default void setFetchDirection(int value) throws SQLException {
        delegate().setFetchDirection(value);
    }

    @Override
    default int getFetchDirection() throws SQLException {
        return delegate().getFetchDirection();
    }

    @Override
    default void setFetchSize(int value) throws SQLException {
        delegate().setFetchSize(value);
    }

    @Override
    default int getFetchSize() throws SQLException {
        return delegate().getFetchSize();
    }

    @Override
    default int getResultSetConcurrency() throws SQLException {
        return delegate().getResultSetConcurrency();
    }

    @Override
    default int getResultSetType() throws SQLException {
        return delegate().getResultSetType();
    }

    @Override
    default int getResultSetHoldability() throws SQLException {
        return delegate().getResultSetHoldability();
    }

    @Override
    default boolean isClosed() throws SQLException {
        return delegate().isClosed();
    }

    @Override
    default void setPoolable(boolean flag) throws SQLException {
        delegate().setPoolable(flag);
    }

    @Override
    default boolean isPoolable() throws SQLException {
        return delegate().isPoolable();
    }

    @Override
    default void closeOnCompletion() throws SQLException {
        delegate().closeOnCompletion();
    }

    @Override
    default boolean isCloseOnCompletion() throws SQLException {
        return delegate().isCloseOnCompletion();
    }

    @Override
    default void setLargeMaxRows(long value) throws SQLException {
        delegate().setLargeMaxRows(value);
    }

    @Override
    default long getLargeMaxRows() throws SQLException {
        return delegate().getLargeMaxRows();
    }

    @Override
    default String enquoteLiteral(String text) throws SQLException {
        return delegate().enquoteLiteral(text);
    }

    @Override
    default String enquoteIdentifier(String text, boolean flag) throws SQLException {
        return delegate().enquoteIdentifier(text, flag);
    }

    @Override
    default boolean isSimpleIdentifier(String text) throws SQLException {
        return delegate().isSimpleIdentifier(text);
    }

    @Override
    default String enquoteNCharLiteral(String text) throws SQLException {
        return delegate().enquoteNCharLiteral(text);
    }
}
