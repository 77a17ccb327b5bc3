// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.shop;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.ServiceLoader;

/** The drivers of the application's own class loader: containers load none of them, and few take them away. */
final class Drivers {

    private Drivers() {}

    static void register() throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class, Drivers.class.getClassLoader())) {
            if (driver.getClass().getClassLoader() == Drivers.class.getClassLoader()) {
                DriverManager.registerDriver(driver);
            }
        }
    }

    static void deregister() throws SQLException {
        Enumeration<Driver> drivers = DriverManager.getDrivers();
        while (drivers.hasMoreElements()) {
            Driver driver = drivers.nextElement();
            if (driver.getClass().getClassLoader() == Drivers.class.getClassLoader()) {
                DriverManager.deregisterDriver(driver);
            }
        }
    }
}
