// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.shop;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/**
 * The drivers that the application brings: containers load none of them, and few take them away. The one of the drop-in
 * is not its business.
 */
final class Drivers {

    private Drivers() {}

    static void register() throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class, Drivers.class.getClassLoader())) {
            if (isTheApplications(driver)) {
                DriverManager.registerDriver(driver);
            }
        }
    }

    /** Takes away what it brought. */
    static void deregister() throws SQLException {
        deregister(Drivers::isTheApplications);
    }

    /** Takes away all of its class loader, where no drop-in takes away its own. */
    static void deregisterAll() throws SQLException {
        deregister(driver -> driver.getClass().getClassLoader() == Drivers.class.getClassLoader());
    }

    private static void deregister(Predicate<Driver> these) throws SQLException {
        Enumeration<Driver> drivers = DriverManager.getDrivers();
        while (drivers.hasMoreElements()) {
            Driver driver = drivers.nextElement();
            if (these.test(driver)) {
                DriverManager.deregisterDriver(driver);
            }
        }
    }

    private static boolean isTheApplications(Driver driver) {
        return driver.getClass().getClassLoader() == Drivers.class.getClassLoader()
                && !driver.getClass().getName().startsWith("dev.narthex.database.");
    }
}
