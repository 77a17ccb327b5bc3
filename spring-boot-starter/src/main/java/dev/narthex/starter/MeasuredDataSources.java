// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import com.zaxxer.hikari.HikariDataSource;
import dev.narthex.database.ConnectionPool;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.dbcp2.BasicDataSourcePool;
import dev.narthex.database.hikari.HikariConnectionPool;
import dev.narthex.database.hikari.MeasuredHikariDataSource;
import dev.narthex.database.spring.SpringDataSources;
import dev.narthex.database.tomcat.TomcatPool;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Measures every data source that is a bean, unless {@code narthex.database.sources.<bean>.enabled} is false. A pool of
 * HikariCP that has not started is replaced by one that is measured from inside, and closed with the bean; others are
 * wrapped. One whose class cannot be kept is left as it is: somebody may have it injected by its class.
 */
final class MeasuredDataSources implements DestructionAwareBeanPostProcessor {

    private static final Logger LOGGER = System.getLogger("dev.narthex");
    private static final boolean HIKARI = isPresent("com.zaxxer.hikari.HikariDataSource");
    private static final boolean TOMCAT = isPresent("org.apache.tomcat.jdbc.pool.DataSourceProxy");
    private static final boolean DBCP2 = isPresent("org.apache.commons.dbcp2.BasicDataSource");

    private final ObjectProvider<SqlMetrics> metrics;
    private final ConfigurableListableBeanFactory beans;
    private final DataSourceAliases aliases;
    private final Environment environment;

    /** What has taken a bean's place, and must be closed when the bean is. */
    private final Map<Object, AutoCloseable> replacements = Collections.synchronizedMap(new IdentityHashMap<>());

    MeasuredDataSources(
            ObjectProvider<SqlMetrics> metrics, ConfigurableListableBeanFactory beans, Environment environment) {
        this.metrics = metrics;
        this.beans = beans;
        this.aliases = new DataSourceAliases(beans, environment);
        this.environment = environment;
    }

    private static boolean isPresent(String className) {
        return ClassUtils.isPresent(className, MeasuredDataSources.class.getClassLoader());
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DataSource dataSource && isEnabled(name)) {
            SqlMetrics database = metrics.getObject();
            try {
                return measured(dataSource, name, database);
            } catch (RuntimeException | LinkageError ours) {
                database.guard().caught(ours);
            }
        }
        return bean;
    }

    @Override
    public boolean requiresDestruction(Object bean) {
        return replacements.containsKey(bean);
    }

    @Override
    public void postProcessBeforeDestruction(Object bean, String name) {
        AutoCloseable replacement = replacements.remove(bean);
        if (replacement != null) {
            try {
                replacement.close();
            } catch (Exception failed) {
                LOGGER.log(Level.WARNING, "The measured data source '" + name + "' could not be closed", failed);
            }
        }
    }

    private DataSource measured(DataSource dataSource, String name, SqlMetrics database) {
        String alias = aliases.alias(name);
        if (HIKARI && Hikari.isReplaceable(dataSource)) {
            return Hikari.replaced(dataSource, alias, database, replacements);
        }
        DataSource measured =
                SpringDataSources.wrap(alias, dataSource, source -> pool(source, alias, database), database);
        if (isWhatTheBeanPromises(measured, dataSource, name)) {
            return measured;
        }
        LOGGER.log(
                Level.WARNING,
                "The statements of the data source '" + name + "' are not measured: its class "
                        + dataSource.getClass().getName()
                        + " is final or has public final methods. Let the method that makes it return a DataSource.");
        return dataSource;
    }

    /** The pool that a data source is, measured below too where it can be; null if it is none, or of another vendor. */
    private static @Nullable ConnectionPool pool(DataSource dataSource, String alias, SqlMetrics database) {
        if (HIKARI && Hikari.isPool(dataSource)) {
            return Hikari.pool(dataSource);
        }
        if (TOMCAT && Tomcat.isPool(dataSource)) {
            return Tomcat.pool(dataSource, alias, database);
        }
        return DBCP2 && Dbcp2.isPool(dataSource) ? Dbcp2.pool(dataSource, alias, database) : null;
    }

    /** Of the bean's own class, or of the type that its method declares: nobody counts on more. */
    private boolean isWhatTheBeanPromises(DataSource measured, DataSource bean, String name) {
        if (bean.getClass().isInstance(measured) || Proxy.isProxyClass(bean.getClass())) {
            return true;
        }
        Class<?> declared = beans.containsBeanDefinition(name)
                ? beans.getMergedBeanDefinition(name).getResolvableType().resolve()
                : null;
        return declared != null && declared.isInterface() && declared.isInstance(measured);
    }

    private boolean isEnabled(String name) {
        return environment.getProperty(DataSourceAliases.SOURCES + name + ".enabled", Boolean.class, true);
    }

    /** On its own, because HikariCP may be missing. */
    private static final class Hikari {

        private Hikari() {}

        static boolean isPool(DataSource dataSource) {
            return dataSource instanceof HikariDataSource;
        }

        static ConnectionPool pool(DataSource dataSource) {
            return new HikariConnectionPool((HikariDataSource) dataSource);
        }

        static boolean isReplaceable(DataSource dataSource) {
            return dataSource instanceof HikariDataSource pool && MeasuredHikariDataSource.isReplaceable(pool);
        }

        static DataSource replaced(
                DataSource dataSource, String alias, SqlMetrics database, Map<Object, AutoCloseable> replacements) {
            HikariDataSource measured =
                    MeasuredHikariDataSource.replacing((HikariDataSource) dataSource, alias, database);
            replacements.put(dataSource, measured);
            return measured;
        }
    }

    /** On its own, because Tomcat's pool may be missing. */
    private static final class Tomcat {

        private Tomcat() {}

        static boolean isPool(DataSource dataSource) {
            return dataSource instanceof DataSourceProxy;
        }

        static ConnectionPool pool(DataSource dataSource, String alias, SqlMetrics database) {
            return TomcatPool.measuredBelow((DataSourceProxy) dataSource, alias, database);
        }
    }

    /** On its own, because Commons DBCP may be missing. */
    private static final class Dbcp2 {

        private Dbcp2() {}

        static boolean isPool(DataSource dataSource) {
            return dataSource instanceof BasicDataSource;
        }

        static ConnectionPool pool(DataSource dataSource, String alias, SqlMetrics database) {
            return BasicDataSourcePool.measuredBelow((BasicDataSource) dataSource, alias, database);
        }
    }
}
