// SPDX-License-Identifier: Apache-2.0
package dev.narthex.dropin;

import dev.narthex.database.jdbc.NarthexDriver;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;

/**
 * The driver of {@code jdbc:narthex:} URLs, as long as the application is deployed: containers load no drivers of an
 * application, and one that stays keeps its class loader (B33). Where the jar is the container's and not the
 * application's, the driver is the container's too.
 */
final class MeasuringDriver {

    private static final Logger LOGGER = System.getLogger("dev.narthex");

    private MeasuringDriver() {}

    static void register(ServletContext context) {
        if (isOf(context)) {
            try {
                NarthexDriver.register();
            } catch (SQLException refused) {
                LOGGER.log(Level.WARNING, "URLs that begin with jdbc:narthex: have no driver", refused);
            }
        }
    }

    static void deregister(ServletContext context) {
        if (isOf(context)) {
            try {
                NarthexDriver.deregister();
            } catch (SQLException refused) {
                LOGGER.log(Level.WARNING, "The driver of jdbc:narthex: stays, and the application's classes", refused);
            }
        }
    }

    private static boolean isOf(ServletContext context) {
        return NarthexDriver.class.getClassLoader() == context.getClassLoader();
    }
}
