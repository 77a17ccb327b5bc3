// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.springmvc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Sees what leaves a handler before a resolver makes a response of it (A21). It resolves nothing itself. Register it as a
 * bean; it asks to be the first. Thread-safe.
 */
public final class RaisedExceptions implements HandlerExceptionResolver, Ordered {

    private final ViewInterceptor views;

    private RaisedExceptions(ViewInterceptor views) {
        this.views = views;
    }

    /** The companion of an interceptor. */
    public static RaisedExceptions of(ViewInterceptor views) {
        return new RaisedExceptions(views);
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        if (handler != null) { // null: no handler took the request, so none raised
            views.raised(request, response, handler, thrown);
        }
        return null;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
