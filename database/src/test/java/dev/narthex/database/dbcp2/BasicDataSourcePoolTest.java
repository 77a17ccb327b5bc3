// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.dbcp2;

import dev.narthex.database.PoolContract;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.spring.SpringDataSources;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/** Commons DBCP 2, with our driver below it and a proxy above. */
class BasicDataSourcePoolTest extends PoolContract {

    @Override
    protected DataSource pool(Setup setup, SqlMetrics metrics) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(setup.url());
        pool.setUsername(setup.user());
        pool.setPassword(setup.password());
        pool.setMaxTotal(setup.size());
        pool.setMaxIdle(setup.size());
        pool.setMaxWait(Duration.ofMillis(setup.waitMillis()));
        pool.setValidationQuery("select 7");
        return measured(pool, metrics);
    }

    @Override
    protected DataSource poolOver(DataSource source, SqlMetrics metrics) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl("jdbc:h2:mem:");
        pool.setDriver(new SourceDriver(source));
        pool.setMaxTotal(1);
        return measured(pool, metrics);
    }

    @Override
    protected int trials() {
        return 1;
    }

    private static DataSource measured(BasicDataSource pool, SqlMetrics metrics) {
        return SpringDataSources.wrap(
                "shop",
                pool,
                source -> BasicDataSourcePool.measuredBelow((BasicDataSource) source, "shop", metrics),
                metrics);
    }

    /** A driver that asks a data source. */
    private static final class SourceDriver extends org.h2.Driver {

        private final DataSource source;

        SourceDriver(DataSource source) {
            this.source = source;
        }

        @Override
        public Connection connect(String url, Properties properties) throws SQLException {
            return source.getConnection();
        }
    }
}
