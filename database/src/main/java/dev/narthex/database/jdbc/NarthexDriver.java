// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.core.Application;
import dev.narthex.database.JdbcUrl;
import dev.narthex.database.SqlMetrics;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver in front of another driver: {@code jdbc:narthex:postgresql://db/shop} instead of
 * {@code jdbc:postgresql://db/shop}. What comes of it is measured, under the alias that the URL or the properties name
 * ({@code narthex.alias}), else under {@code default}. Where a pool stands above it, the statements with which the pool
 * tests its connections are measured too. Thread-safe.
 */
public final class NarthexDriver implements Driver {

    private static final System.Logger LOGGER = System.getLogger("dev.narthex");

    /** A list of drivers that raises more often is not read to its end: it may raise for ever. */
    private static final int MAX_BROKEN = 100;

    static {
        try {
            register();
        } catch (SQLException refused) {
            throw new ExceptionInInitializerError(refused);
        }
    }

    /** Constructed by {@link ServiceLoader}, or by a pool that was given the name of the class. */
    public NarthexDriver() {}

    /** Makes it known to {@link DriverManager}, unless it is; for containers, which load no drivers of an application. */
    public static void register() throws SQLException {
        if (registered().isEmpty()) {
            DriverManager.registerDriver(new NarthexDriver());
        }
    }

    /** Takes it from {@link DriverManager}: a driver that stays keeps the class loader of an application that has ended. */
    public static void deregister() throws SQLException {
        for (Driver driver : registered()) {
            DriverManager.deregisterDriver(driver);
        }
    }

    private static List<Driver> registered() {
        return Collections.list(DriverManager.getDrivers()).stream()
                .filter(NarthexDriver.class::isInstance)
                .toList();
    }

    @Override
    public boolean acceptsURL(@Nullable String url) {
        return NarthexUrl.isOurs(url);
    }

    /** A connection that is measured; null where the URL is somebody else's (B33). */
    @Override
    public @Nullable Connection connect(@Nullable String url, @Nullable Properties properties) throws SQLException {
        if (url == null || !NarthexUrl.isOurs(url)) {
            return null;
        }
        NarthexUrl ours = NarthexUrl.parse(url);
        Properties own = properties == null ? new Properties() : (Properties) properties.clone();
        Application application = Application.here(own.remove(Application.KEY));
        String alias =
                ours.alias() == null ? NarthexUrl.alias(own.getProperty(NarthexUrl.ALIAS, "default")) : ours.alias();
        own.remove(NarthexUrl.ALIAS);
        MeasuredConnections connections = connections(alias, ours.url(), application);
        if (connections == null) {
            return driver(ours.url()).connect(ours.url(), own);
        }
        long begun = connections.begin();
        try {
            return connections.measured(driver(ours.url()).connect(ours.url(), own), begun);
        } catch (Throwable thrown) {
            connections.failed(thrown);
            throw thrown;
        }
    }

    /** What measures them; null if we fail. */
    private static @Nullable MeasuredConnections connections(String alias, String url, Application application) {
        try {
            return MeasuredConnections.to(alias, JdbcUrl.parse(url), SqlMetrics.of(application));
        } catch (Throwable ours) {
            application.guard("database").caught(ours);
            return null;
        }
    }

    /** The driver behind us: of our own class loader's drivers, else of those that the application's thread sees. */
    private static Driver driver(String url) throws SQLException {
        Driver found = first(Collections.list(DriverManager.getDrivers()).iterator(), url);
        if (found == null) {
            found = first(ServiceLoader.load(Driver.class).iterator(), url);
        }
        if (found == null) {
            found = first(
                    ServiceLoader.load(Driver.class, NarthexDriver.class.getClassLoader())
                            .iterator(),
                    url);
        }
        if (found != null) {
            return found;
        }
        throw new SQLNonTransientConnectionException(
                "a driver must be there for the URL behind jdbc:narthex: "
                        + JdbcUrl.parse(url).vendor() + "; add the database's driver to the class path",
                "08001");
    }

    /** The first driver that takes the URL; one that cannot be loaded, or that raises instead, is somebody else's. */
    private static @Nullable Driver first(Iterator<Driver> candidates, String url) {
        for (int broken = 0; broken < MAX_BROKEN; broken++) {
            try {
                while (candidates.hasNext()) {
                    Driver candidate = candidates.next();
                    if (candidate.acceptsURL(url)) {
                        return candidate;
                    }
                }
                return null;
            } catch (SQLException | ServiceConfigurationError notThisOne) {
                LOGGER.log(Level.DEBUG, "A JDBC driver does not say whether it takes a URL", notThisOne);
            }
        }
        return null;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties properties)
            throws SQLException {
        if (url == null || !NarthexUrl.isOurs(url)) {
            return new DriverPropertyInfo[0];
        }
        String own = NarthexUrl.parse(url).url();
        return driver(own).getPropertyInfo(own, properties);
    }

    @Override
    public int getMajorVersion() {
        return 0;
    }

    @Override
    public int getMinorVersion() {
        return 1;
    }

    /** What it is in front of may be. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("it logs through System.Logger");
    }
}
