// SPDX-License-Identifier: Apache-2.0
package dev.narthex.dropin;

import dev.narthex.core.Application;
import dev.narthex.export.MetricsPage;
import dev.narthex.export.MetricsServer;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * One web application from its deployment to its end. Declared listeners run before this one, which was added: it sees
 * whether the inner filter has come.
 */
record Deployment(Application application, MetricsPage page, MetricsServer server) implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (event.getServletContext().getAttribute(InnerFilterListener.WAITING) != null) {
            throw new IllegalStateException(
                    "Narthex's listener must be declared, and META-INF/web-fragment.xml of its jar"
                            + " was not read; add <listener><listener-class>" + InnerFilterListener.class.getName()
                            + "</listener-class></listener> to web.xml");
        }
        if (application.settings().endpoint().ports().isPresent()) {
            server.listen();
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        event.getServletContext().removeAttribute(Application.KEY);
        server.close();
        application.unbind();
        page.close();
        MeasuringDriver.deregister(event.getServletContext());
    }
}
