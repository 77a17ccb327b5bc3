// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.shop;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.sql.SQLException;
import java.util.EnumSet;

/** An application without a framework: registers its drivers, adds a filter late, and starts Hibernate or pools if its context says so. */
public final class PlainShop implements ServletContextListener {

    private AutoCloseable hibernate = () -> {};
    private AutoCloseable pools = () -> {};

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            Drivers.register();
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
        FilterRegistration.Dynamic late = event.getServletContext().addFilter("late", new Doorkeeper());
        late.setAsyncSupported(true);
        late.addMappingForServletNames(EnumSet.of(DispatcherType.REQUEST), true, "till");
        if ("true".equals(event.getServletContext().getInitParameter("shop.hibernate"))) {
            hibernate = Hibernate.start();
        }
        if ("true".equals(event.getServletContext().getInitParameter("shop.pools"))) {
            pools = Pools.start();
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        try {
            hibernate.close();
            pools.close();
            Drivers.deregister();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
