// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/**
 * Hands on what a connection does and nobody measures. Pure delegation; what is not here, the implementing class must
 * have, or the compiler refuses it.
 */
interface ForwardingConnection extends Unwrapping, Connection {

    @Override
    Connection delegate();

    @Override
    default String nativeSQL(String sql) throws SQLException {
        return delegate().nativeSQL(sql);
    }

    @Override
    default boolean getAutoCommit() throws SQLException {
        return delegate().getAutoCommit();
    }

    @Override
    default boolean isClosed() throws SQLException {
        return delegate().isClosed();
    }

    @Override
    default void setReadOnly(boolean flag) throws SQLException {
        delegate().setReadOnly(flag);
    }

    @Override
    default boolean isReadOnly() throws SQLException {
        return delegate().isReadOnly();
    }

    @Override
    default void setCatalog(String catalog) throws SQLException {
        delegate().setCatalog(catalog);
    }

    @Override
    default String getCatalog() throws SQLException {
        return delegate().getCatalog();
    }

    @Override
    default void setTransactionIsolation(int value) throws SQLException {
        delegate().setTransactionIsolation(value);
    }

    @Override
    default int getTransactionIsolation() throws SQLException {
        return delegate().getTransactionIsolation();
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
    default Map<String, Class<?>> getTypeMap() throws SQLException {
        return delegate().getTypeMap();
    }

    @Override
    default void setTypeMap(Map<String, Class<?>> types) throws SQLException {
        delegate().setTypeMap(types);
    }

    @Override
    default void setHoldability(int value) throws SQLException {
        delegate().setHoldability(value);
    }

    @Override
    default int getHoldability() throws SQLException {
        return delegate().getHoldability();
    }

    @Override
    default Savepoint setSavepoint() throws SQLException {
        return delegate().setSavepoint();
    }

    @Override
    default Savepoint setSavepoint(String text) throws SQLException {
        return delegate().setSavepoint(text);
    }

    @Override
    default void releaseSavepoint(Savepoint savepoint) throws SQLException {
        delegate().releaseSavepoint(savepoint);
    }

    @Override
    default Clob createClob() throws SQLException {
        return delegate().createClob();
    }

    @Override
    default Blob createBlob() throws SQLException {
        return delegate().createBlob();
    }

    @Override
    default NClob createNClob() throws SQLException {
        return delegate().createNClob();
    }

    @Override
    default SQLXML createSQLXML() throws SQLException {
        return delegate().createSQLXML();
    }

    @Override
    default boolean isValid(int value) throws SQLException {
        return delegate().isValid(value);
    }

    @Override
    default void setClientInfo(String name, String value) throws SQLClientInfoException {
        delegate().setClientInfo(name, value);
    }

    @Override
    default void setClientInfo(Properties properties) throws SQLClientInfoException {
        delegate().setClientInfo(properties);
    }

    @Override
    default String getClientInfo(String name) throws SQLException {
        return delegate().getClientInfo(name);
    }

    @Override
    default Properties getClientInfo() throws SQLException {
        return delegate().getClientInfo();
    }

    @Override
    default Array createArrayOf(String text, Object[] elements) throws SQLException {
        return delegate().createArrayOf(text, elements);
    }

    @Override
    default Struct createStruct(String text, Object[] elements) throws SQLException {
        return delegate().createStruct(text, elements);
    }

    @Override
    default void setSchema(String schema) throws SQLException {
        delegate().setSchema(schema);
    }

    @Override
    default String getSchema() throws SQLException {
        return delegate().getSchema();
    }

    @Override
    default void setNetworkTimeout(Executor executor, int value) throws SQLException {
        delegate().setNetworkTimeout(executor, value);
    }

    @Override
    default int getNetworkTimeout() throws SQLException {
        return delegate().getNetworkTimeout();
    }

    @Override
    default void beginRequest() throws SQLException {
        delegate().beginRequest();
    }

    @Override
    default void endRequest() throws SQLException {
        delegate().endRequest();
    }

    @Override
    default boolean setShardingKeyIfValid(ShardingKey shardingKey, ShardingKey shardingKey2, int value)
            throws SQLException {
        return delegate().setShardingKeyIfValid(shardingKey, shardingKey2, value);
    }

    @Override
    default boolean setShardingKeyIfValid(ShardingKey shardingKey, int value) throws SQLException {
        return delegate().setShardingKeyIfValid(shardingKey, value);
    }

    @Override
    default void setShardingKey(ShardingKey shardingKey, ShardingKey shardingKey2) throws SQLException {
        delegate().setShardingKey(shardingKey, shardingKey2);
    }

    @Override
    default void setShardingKey(ShardingKey shardingKey) throws SQLException {
        delegate().setShardingKey(shardingKey);
    }
}
