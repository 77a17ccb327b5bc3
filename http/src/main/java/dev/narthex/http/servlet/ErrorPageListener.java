// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/**
 * Hears when a request is destroyed. Where that is once, after all error pages, it is when a synchronous request that
 * failed is over; elsewhere it says nothing ({@link Container#destroysAfterErrorPages()}).
 */
final class ErrorPageListener implements ServletRequestListener {

    private volatile boolean calledAfterErrorPages;

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        if (!calledAfterErrorPages && Container.of(event.getServletContext()).destroysAfterErrorPages()) {
            calledAfterErrorPages = true;
        }
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        if (calledAfterErrorPages) {
            ExchangeLife life = OuterFilter.life(event.getServletRequest());
            if (life != null) {
                life.errorPagesDone();
            }
        }
    }

    /** Known before the first filter runs; false where nobody registered this listener. */
    boolean isCalledAfterErrorPages() {
        return calledAfterErrorPages;
    }
}
