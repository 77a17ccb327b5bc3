// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.tomcat;

import dev.narthex.database.PoolContract;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.spring.SpringDataSources;
import java.io.Closeable;
import javax.sql.DataSource;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;
import org.apache.tomcat.jdbc.pool.PoolProperties;

/** Tomcat's JDBC pool, with a data source of ours below it and a proxy above. */
class TomcatPoolTest extends PoolContract {

    @Override
    protected DataSource pool(Setup setup, SqlMetrics metrics) {
        PoolProperties properties = properties(setup.size());
        properties.setUrl(setup.url());
        properties.setDriverClassName("org.h2.Driver");
        properties.setUsername(setup.user());
        properties.setPassword(setup.password());
        properties.setMaxWait((int) setup.waitMillis());
        properties.setValidationQuery("select 7");
        properties.setTestOnBorrow(true);
        return measured(properties, metrics);
    }

    @Override
    protected DataSource poolOver(DataSource source, SqlMetrics metrics) {
        PoolProperties properties = properties(1);
        properties.setDataSource(source);
        return measured(properties, metrics);
    }

    private static PoolProperties properties(int size) {
        PoolProperties properties = new PoolProperties();
        properties.setMaxActive(size);
        properties.setMaxIdle(size);
        properties.setMinIdle(1);
        properties.setInitialSize(1);
        return properties;
    }

    private static DataSource measured(PoolProperties properties, SqlMetrics metrics) {
        return SpringDataSources.wrap(
                "shop",
                new CloseablePool(properties),
                source -> TomcatPool.measuredBelow((DataSourceProxy) source, "shop", metrics),
                metrics);
    }

    /** It leaves a transaction open for its next borrower. */
    @Override
    protected String openAtTheReturn() {
        return "";
    }

    /** With a name for what closes it. */
    public static class CloseablePool extends org.apache.tomcat.jdbc.pool.DataSource implements Closeable {

        public CloseablePool(PoolProperties properties) {
            super(properties);
        }

        @Override
        public void close() {
            close(true);
        }
    }
}
