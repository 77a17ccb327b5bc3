// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.ShardingKey;

/** Builds connections that are measured. */
record MeasuredConnectionBuilder(ConnectionBuilder delegate, MeasuredConnections connections)
        implements ConnectionBuilder {

    @Override
    public ConnectionBuilder user(String username) {
        return new MeasuredConnectionBuilder(delegate.user(username), connections);
    }

    @Override
    public ConnectionBuilder password(String password) {
        return new MeasuredConnectionBuilder(delegate.password(password), connections);
    }

    @Override
    public ConnectionBuilder shardingKey(ShardingKey key) {
        return new MeasuredConnectionBuilder(delegate.shardingKey(key), connections);
    }

    @Override
    public ConnectionBuilder superShardingKey(ShardingKey key) {
        return new MeasuredConnectionBuilder(delegate.superShardingKey(key), connections);
    }

    @Override
    public Connection build() throws SQLException {
        long begun = connections.begin();
        try {
            return connections.measured(delegate.build(), begun);
        } catch (Throwable thrown) {
            connections.failed(thrown);
            throw thrown;
        }
    }
}
