// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.spring;

import dev.narthex.database.ConnectionPool;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.jdbc.MeasuredConnections;
import dev.narthex.database.jdbc.MeasuredDataSource;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.util.Arrays;
import java.util.function.Function;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Measures data sources that are beans of Spring: somebody may have them injected by their class. Thread-safe.
 *
 * <pre>{@code
 * BasicDataSource measured = (BasicDataSource) SpringDataSources.wrap("orders", new BasicDataSource(), database);
 * }</pre>
 */
public final class SpringDataSources {

    private SpringDataSources() {}

    /**
     * A data source whose connections are measured. It is an instance of the class of what it wraps, unless that is final
     * or has public final methods, which would run on the empty fields of a proxy; then it has its interfaces alone. Of
     * Spring's own delegating data sources the target is measured, and they themselves are returned: asking the proxies
     * of a lazy one what they are would open the connection that it spares (B20). One that is measured is returned as it is.
     *
     * @param alias what the application calls the database
     */
    public static DataSource wrap(String alias, DataSource dataSource, SqlMetrics database) {
        return wrap(alias, dataSource, source -> null, database);
    }

    /**
     * The same; of pools, their loans and their states too.
     *
     * @param pools from a data source to the pool that it is; null if it is none
     */
    public static DataSource wrap(
            String alias,
            DataSource dataSource,
            Function<DataSource, @Nullable ConnectionPool> pools,
            SqlMetrics database) {
        if (isMeasured(dataSource)) {
            return dataSource;
        }
        if (dataSource instanceof DelegatingDataSource delegating) {
            DataSource target = delegating.getTargetDataSource();
            if (target != null) {
                delegating.setTargetDataSource(wrap(alias, target, pools, database));
            }
            return dataSource;
        }
        ProxyFactory proxy = new ProxyFactory(dataSource);
        proxy.setProxyTargetClass(isExtensible(AopUtils.getTargetClass(dataSource)));
        ConnectionPool pool = pools.apply(dataSource);
        proxy.addAdvice(new Measuring(
                pool == null
                        ? MeasuredConnections.of(alias, dataSource, database)
                        : MeasuredConnections.of(alias, dataSource, pool, database)));
        return (DataSource) proxy.getProxy(dataSource.getClass().getClassLoader());
    }

    private static boolean isMeasured(DataSource dataSource) {
        return dataSource instanceof MeasuredDataSource
                || (dataSource instanceof Advised proxy
                        && Arrays.stream(proxy.getAdvisors())
                                .anyMatch(advisor -> advisor.getAdvice() instanceof Measuring));
    }

    private static boolean isExtensible(Class<?> type) {
        return !Modifier.isFinal(type.getModifiers())
                && Arrays.stream(type.getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .map(Method::getModifiers)
                        .allMatch(modifiers -> Modifier.isStatic(modifiers) || !Modifier.isFinal(modifiers));
    }

    /** What comes of a call is measured, if it is a connection, or makes one. */
    private record Measuring(MeasuredConnections connections) implements MethodInterceptor {

        @Override
        public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
            return switch (invocation.getMethod().getName()) {
                case "getConnection" -> connection(invocation);
                case "createConnectionBuilder" ->
                    invocation.proceed() instanceof ConnectionBuilder builder ? connections.measured(builder) : null;
                default -> invocation.proceed();
            };
        }

        private @Nullable Object connection(MethodInvocation invocation) throws Throwable {
            long begun = connections.begin();
            try {
                Object returned = invocation.proceed();
                return returned instanceof Connection connection ? connections.measured(connection, begun) : returned;
            } catch (Throwable thrown) {
                connections.failed(thrown);
                throw thrown;
            }
        }
    }
}
