// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import com.zaxxer.hikari.HikariDataSource;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.dbcp2.BasicDataSourcePool;
import dev.narthex.database.hikari.MeasuredHikariDataSource;
import dev.narthex.database.jdbc.MeasuredDataSource;
import dev.narthex.database.tomcat.TomcatPool;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/** The pools, with one connection each, measured below and above under the alias {@code shop}. */
enum MeasuredPool {
    HIKARI {
        @Override
        Open open(String url, String user, String password, SqlMetrics metrics) {
            HikariDataSource configured = new HikariDataSource();
            configured.setJdbcUrl(url);
            configured.setUsername(user);
            configured.setPassword(password);
            configured.setMaximumPoolSize(1);
            configured.setConnectionTimeout(500);
            configured.setValidationTimeout(400);
            HikariDataSource pool = MeasuredHikariDataSource.replacing(configured, "shop", metrics);
            return new Open(pool, pool::close);
        }
    },
    TOMCAT {
        @Override
        Open open(String url, String user, String password, SqlMetrics metrics) {
            var pool = new org.apache.tomcat.jdbc.pool.DataSource();
            pool.setUrl(url);
            pool.setUsername(user);
            pool.setPassword(password);
            pool.setMaxActive(1);
            pool.setInitialSize(1);
            pool.setMinIdle(1);
            pool.setMaxIdle(1);
            pool.setMaxWait(500);
            pool.setTestOnBorrow(true);
            pool.setValidationQuery("SELECT 7");
            pool.setValidationInterval(0);
            DataSource measured =
                    MeasuredDataSource.wrap("shop", pool, TomcatPool.measuredBelow(pool, "shop", metrics), metrics);
            return new Open(measured, () -> pool.close(true));
        }
    },
    DBCP2 {
        @Override
        Open open(String url, String user, String password, SqlMetrics metrics) {
            BasicDataSource pool = new BasicDataSource();
            pool.setUrl(url);
            pool.setUsername(user);
            pool.setPassword(password);
            pool.setMaxTotal(1);
            pool.setMaxWait(Duration.ofMillis(500));
            DataSource measured = MeasuredDataSource.wrap(
                    "shop", pool, BasicDataSourcePool.measuredBelow(pool, "shop", metrics), metrics);
            return new Open(measured, pool::close);
        }
    };

    /**
     * A pool, and how it is closed.
     *
     * @param source what the application has
     * @param end closes the pool
     */
    record Open(DataSource source, End end) implements AutoCloseable {

        @Override
        public void close() throws SQLException {
            end.close();
        }
    }

    /** Closes a pool. */
    interface End {
        void close() throws SQLException;
    }

    abstract Open open(String url, String user, String password, SqlMetrics metrics);
}
