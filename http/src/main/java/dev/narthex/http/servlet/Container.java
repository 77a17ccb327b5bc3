// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import jakarta.servlet.ServletContext;

/** What a servlet container does differently from the others where a request ends (docs/edge-cases.md, 0.2). */
enum Container {
    TOMCAT("org.apache.catalina."),
    JETTY("org.eclipse.jetty."),
    UNDERTOW("io.undertow."),
    OTHER("");

    private final String packageOfContexts;

    Container(String packageOfContexts) {
        this.packageOfContexts = packageOfContexts;
    }

    /** By the class of its context: what it says of itself can be configured. */
    static Container of(ServletContext context) {
        String name = context.getClass().getName();
        for (Container container : values()) {
            if (name.startsWith(container.packageOfContexts)) {
                return container;
            }
        }
        return OTHER;
    }

    /** Whether a synchronous request is destroyed after its error pages; Jetty does it after every dispatch, before them. */
    boolean destroysAfterErrorPages() {
        return this == TOMCAT || this == UNDERTOW;
    }

    /** Whether onError is the last that is heard of a request whose servlet threw after startAsync (A3). */
    boolean saysNothingAfterAsyncError() {
        return this == TOMCAT;
    }

    /** Whether a timed-out request may have its error page only after a first onComplete, before a second one (A1). */
    boolean completesBeforeErrorPageOfTimeout() {
        return this == TOMCAT;
    }

    /**
     * Whether the answer to a servlet that threw after startAsync depends on whether anybody listens: Jetty answers
     * listeners at once, and nobody after the timeout. Then we must not be the first.
     */
    boolean answersListenersSooner() {
        return this == JETTY;
    }
}
