// SPDX-License-Identifier: Apache-2.0
package dev.narthex.dropin;

import dev.narthex.http.servlet.InnerFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.EnumSet;

/**
 * Adds the inner filter behind all others: late, when initializers and {@code web.xml} have added theirs, and by servlet
 * name, since containers run those mappings after the ones by URL. Declared in {@code META-INF/web-fragment.xml}, because
 * a listener that a program adds may not add filters (Servlet 6.0, 4.4).
 */
public final class InnerFilterListener implements ServletContextListener {

    /** The context attribute under which the inner filter waits for this listener. */
    static final String WAITING = "dev.narthex.dropin.innerFilter";

    /** Constructed by the container. */
    public InnerFilterListener() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        if (context.getAttribute(WAITING) instanceof InnerFilter inner) {
            addLast(context, inner);
            context.removeAttribute(WAITING);
        }
    }

    static void addLast(ServletContext context, InnerFilter inner) {
        FilterRegistration.Dynamic last = context.addFilter("narthexInnerFilter", inner);
        last.setAsyncSupported(true);
        last.addMappingForServletNames(EnumSet.allOf(DispatcherType.class), true, "*");
    }
}
