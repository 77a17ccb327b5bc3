// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/**
 * Hears when a request is destroyed. On Tomcat that is once, after all error pages, which is when a synchronous request
 * that failed is over. Jetty and Undertow call it after every dispatch, before the error page: there it says nothing and
 * is not waited for (docs/edge-cases.md, 0.2).
 */
final class ErrorPageListener implements ServletRequestListener {

    private static final String TOMCAT = "Apache Tomcat/";

    private volatile boolean calledAfterErrorPages;

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        if (!calledAfterErrorPages && event.getServletContext().getServerInfo().startsWith(TOMCAT)) {
            calledAfterErrorPages = true;
        }
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        ExchangeLife life = OuterFilter.life(event.getServletRequest());
        if (life != null) {
            life.errorPagesDone();
        }
    }

    /** Known before the first filter runs; false where nobody registered this listener. */
    boolean isCalledAfterErrorPages() {
        return calledAfterErrorPages;
    }
}
