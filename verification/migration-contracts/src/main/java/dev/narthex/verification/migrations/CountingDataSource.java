// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts the connections that are taken. */
final class CountingDataSource extends DelegatingDataSource {

    private final AtomicInteger connections;

    CountingDataSource(DataSource target, AtomicInteger connections) {
        super(target);
        this.connections = connections;
    }

    @Override
    public Connection getConnection() throws SQLException {
        connections.incrementAndGet();
        return super.getConnection();
    }
}
