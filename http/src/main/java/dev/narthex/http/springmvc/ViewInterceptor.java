// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.springmvc;

import dev.narthex.core.Guard;
import dev.narthex.http.Exchange;
import dev.narthex.http.HttpMetrics;
import dev.narthex.http.servlet.OuterFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.PreFlightRequestHandler;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Learns from Spring MVC which view it has chosen and which template rendered it. Register it as a {@code
 * MappedInterceptor} bean, and every handler mapping finds it, Actuator's too. Thread-safe.
 *
 * <p>A static resource is counted as a view when it has been found: before that nobody knows whether anything takes the
 * request, and what nothing takes is {@code <unnamed view>}.
 */
public final class ViewInterceptor implements HandlerInterceptor {

    private static final String REDIRECT = "redirect:";
    private static final String FORWARD = "forward:";

    private final Guard guard;
    private final HandlerViews views;

    private ViewInterceptor(HttpMetrics metrics) {
        this.guard = metrics.guard();
        this.views = new HandlerViews(metrics);
    }

    /** The interceptor of these metrics. */
    public static ViewInterceptor of(HttpMetrics metrics) {
        return new ViewInterceptor(metrics);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        try {
            Exchange exchange = measured(request);
            boolean takesIt =
                    !(handler instanceof ResourceHttpRequestHandler) && !(handler instanceof PreFlightRequestHandler);
            if (exchange != null && takesIt) {
                choose(exchange, request, handler);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
        return true;
    }

    @Override
    public void postHandle(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable ModelAndView modelAndView) {
        try {
            Exchange exchange = measured(request);
            if (exchange != null) {
                if (handler instanceof ResourceHttpRequestHandler) {
                    choose(exchange, request, handler);
                }
                String template = modelAndView == null ? null : modelAndView.getViewName();
                if (template != null && !template.startsWith(REDIRECT) && !template.startsWith(FORWARD)) {
                    exchange.template(template);
                }
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception thrown) {
        if (thrown != null) {
            raised(request, response, handler, thrown);
        }
    }

    /** A handler, or the rendering of its template, has raised this. */
    void raised(HttpServletRequest request, HttpServletResponse response, Object handler, Exception thrown) {
        try {
            Exchange exchange = measured(request);
            if (exchange != null && !isResourceMissing(thrown)) {
                choose(exchange, request, handler); // a resource that was found and broke while it was sent
                OuterFilter.viewRaised(request, response, thrown);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    /** The exchange, if this dispatch may say something about it: an error page is not what was asked for. */
    private static @Nullable Exchange measured(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ERROR ? null : OuterFilter.exchange(request);
    }

    private void choose(Exchange exchange, HttpServletRequest request, Object handler) {
        exchange.view(views.of(handler, request));
    }

    private static boolean isResourceMissing(Exception thrown) {
        return thrown instanceof NoResourceFoundException;
    }
}
