// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.shop;

import com.zaxxer.hikari.HikariDataSource;
import dev.narthex.core.Application;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.dbcp2.BasicDataSourcePool;
import dev.narthex.database.hikari.MeasuredHikariDataSource;
import dev.narthex.database.jdbc.MeasuredDataSource;
import dev.narthex.database.tomcat.TomcatPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/** All pools, measured below and above, of one connection each. On its own, so that a shop without pools never loads them. */
final class Pools implements AutoCloseable {

    private static final String DRIVER = "org.h2.Driver";

    private final SqlMetrics metrics = SqlMetrics.of(Application.here());
    private final HikariDataSource hikari;
    private final org.apache.tomcat.jdbc.pool.DataSource tomcat = new org.apache.tomcat.jdbc.pool.DataSource();
    private final BasicDataSource dbcp2 = new BasicDataSource();

    private Pools() {
        HikariDataSource configured = new HikariDataSource();
        configured.setDriverClassName(DRIVER);
        configured.setJdbcUrl("jdbc:h2:mem:hikari");
        configured.setMaximumPoolSize(1);
        hikari = MeasuredHikariDataSource.replacing(configured, "hikari", metrics);
        tomcat.setDriverClassName(DRIVER);
        tomcat.setUrl("jdbc:h2:mem:tomcat");
        tomcat.setInitialSize(1);
        tomcat.setMaxActive(1);
        dbcp2.setDriverClassName(DRIVER);
        dbcp2.setUrl("jdbc:h2:mem:dbcp2");
        dbcp2.setMaxTotal(1);
    }

    /** Borrows of each, twice. */
    static Pools start() {
        Pools pools = new Pools();
        try {
            pools.open();
            return pools;
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void open() throws SQLException {
        DataSource[] measured = {
            hikari,
            MeasuredDataSource.wrap("tomcat", tomcat, TomcatPool.measuredBelow(tomcat, "tomcat", metrics), metrics),
            MeasuredDataSource.wrap("dbcp2", dbcp2, BasicDataSourcePool.measuredBelow(dbcp2, "dbcp2", metrics), metrics)
        };
        for (int i = 0; i < 2; i++) {
            for (DataSource pool : measured) {
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("select 1");
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        hikari.close();
        tomcat.close(true);
        dbcp2.close();
    }
}
