// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.hooks;

import dev.narthex.core.Application;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A driver before H2's, constructed by {@code ServiceLoader} or by a pool: {@code jdbc:counted:h2:mem:shop}. */
public final class CountingDriver implements Driver {

    private static final String PREFIX = "jdbc:counted:";

    private final Driver delegate = new org.h2.Driver();

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    /** The host's word is the property {@link Application#KEY}; H2 does not know it and would refuse it. */
    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Properties own = new Properties();
        own.putAll(properties);
        Object handed = own.remove(Application.KEY);
        Application.here(handed)
                .feature(Connections.class, application -> new Connections())
                .opened();
        return delegate.connect("jdbc:" + url.substring(PREFIX.length()), own);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(CountingDriver.class.getName());
    }
}
