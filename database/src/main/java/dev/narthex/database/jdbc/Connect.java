// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.database.ConnectRecorder;
import dev.narthex.database.JdbcUrl;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.TransactionOutcome;
import java.sql.Connection;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Of a source whose connections are a database's own: to get one is to connect. Which kind of database it is, the source
 * says, or else the first connection; until then it is unknown, and a failure changes nothing about that (B26).
 */
final class Connect implements Access {

    /** Data sources that open a connection whenever they are asked. By name: their classes may be missing. */
    private static final Set<String> SOURCES = Set.of(
            "org.springframework.jdbc.datasource.DriverManagerDataSource",
            "org.springframework.jdbc.datasource.SimpleDriverDataSource",
            "org.h2.jdbcx.JdbcDataSource",
            "org.postgresql.ds.PGSimpleDataSource",
            "org.mariadb.jdbc.MariaDbDataSource",
            "com.mysql.cj.jdbc.MysqlDataSource",
            "com.microsoft.sqlserver.jdbc.SQLServerDataSource",
            "org.sqlite.SQLiteDataSource");

    private final String alias;
    private final SqlMetrics database;
    private final Supplier<JdbcUrl> address;
    private volatile @Nullable ConnectRecorder learnt;

    private Connect(String alias, Supplier<JdbcUrl> address, SqlMetrics database) {
        this.alias = alias;
        this.address = address;
        this.database = database;
    }

    /** Whether a source is known to open a connection whenever it is asked. */
    static boolean isTo(DataSource source) {
        return SOURCES.contains(source.getClass().getName());
    }

    /**
     * To one database.
     *
     * @param address says which it is, or that it does not know yet
     */
    static Connect to(String alias, Supplier<JdbcUrl> address, SqlMetrics database) {
        return new Connect(alias, address, database);
    }

    @Override
    public long begin() {
        try {
            return recorder().begin();
        } catch (Throwable ours) {
            database.guard().caught(ours);
            return 0;
        }
    }

    @Override
    public long succeeded(Connection connection, long begun) {
        try {
            ConnectRecorder known = learnt;
            if (known == null) {
                known = learn(DataSourceAddress.of(connection));
            }
            known.connected(connection, begun);
        } catch (Throwable ours) {
            database.guard().caught(ours);
        }
        return begun;
    }

    @Override
    public void failed(Throwable thrown) {
        try {
            recorder().failed(thrown);
        } catch (Throwable ours) {
            database.guard().caught(ours);
        }
    }

    @Override
    public TransactionOutcome openOnClose(String vendor) {
        return TransactionOutcome.ofClosing(vendor);
    }

    private ConnectRecorder recorder() {
        ConnectRecorder known = learnt;
        if (known != null) {
            return known;
        }
        return learn(address.get());
    }

    private ConnectRecorder learn(JdbcUrl said) {
        ConnectRecorder recorder = database.connects(alias, said.vendor());
        if (!said.equals(JdbcUrl.unknown())) {
            learnt = recorder;
        }
        return recorder;
    }
}
