// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import org.springframework.stereotype.Component;

/** Counts who is in the shop: a session begins with the first form, and ends when nobody has used it for long. */
@Component
class Sessions implements HttpSessionListener {

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        ShopMetrics.ACTIVE_USERS.inc();
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        ShopMetrics.ACTIVE_USERS.dec();
    }
}
