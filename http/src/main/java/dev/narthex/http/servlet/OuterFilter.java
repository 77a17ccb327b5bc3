// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import dev.narthex.core.Settings;
import dev.narthex.http.Exchange;
import dev.narthex.http.HttpMetrics;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The first filter of the chain: opens a request's exchange and sees it to its end. Map it to all dispatcher types and
 * mark it as supporting async; register {@link #requestListener()} beside it where the container allows it, so that
 * error pages are seen to their end too. Wraps nothing. Thread-safe.
 */
public final class OuterFilter implements Filter {

    /** The request attribute under which the exchange travels; never a thread-local (A12). */
    private static final String LIFE = "dev.narthex.http.exchange";

    /** Marks a request that is not measured, so that its error page, which has another path, is not either (A50). */
    private static final String EXCLUDED = "dev.narthex.http.excluded";

    /** Servlet 6.1's RequestDispatcher.ERROR_METHOD. */
    private static final String ERROR_METHOD = "jakarta.servlet.error.method";

    private final HttpMetrics metrics;
    private final @Nullable String excludedPath;
    private final @Nullable String livePath;
    private final ErrorPageListener requestListener = new ErrorPageListener();
    private volatile Container container = Container.OTHER;

    private OuterFilter(HttpMetrics metrics) {
        this.metrics = metrics;
        Settings settings = metrics.settings();
        this.excludedPath = settings.countScrapes() || !settings.endpoint().inApplication() ? null : settings.path();
        this.livePath = settings.live() ? settings.livePath() : null;
    }

    /** The outer filter of these metrics. */
    public static OuterFilter of(HttpMetrics metrics) {
        return new OuterFilter(metrics);
    }

    /** The exchange of a request, or null if it did not pass an outer filter or is not measured. */
    public static @Nullable Exchange exchange(ServletRequest request) {
        ExchangeLife life = life(request);
        return life == null ? null : life.exchange();
    }

    /**
     * Tells the exchange of a request what left its view, if the request is measured: an exception of the view, or the
     * container's word that the client has gone away (A20).
     */
    public static void viewRaised(ServletRequest request, HttpServletResponse response, Throwable thrown) {
        ExchangeLife life = life(request);
        if (life != null) {
            life.viewRaised(thrown, response);
        }
    }

    /** The listener through which a container tells when the error pages of a request are done. */
    public ServletRequestListener requestListener() {
        return requestListener;
    }

    @Override
    public void init(FilterConfig config) {
        container = Container.of(config.getServletContext());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ExchangeLife life = null;
        DispatcherType dispatch = request.getDispatcherType(); // remembered: Undertow changes it later
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            life = enter(http, answer);
        }
        if (life == null) {
            chain.doFilter(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (Throwable thrown) {
            life.raised(thrown, (HttpServletResponse) response);
            throw thrown;
        } finally {
            life.leave((HttpServletRequest) request, (HttpServletResponse) response, dispatch);
        }
    }

    static @Nullable ExchangeLife life(ServletRequest request) {
        return known(request.getAttribute(LIFE));
    }

    /**
     * Another web application that dispatches to this one may have set an object of its own, of another class loader: the
     * request is counted where it came in.
     */
    private static @Nullable ExchangeLife known(@Nullable Object attribute) {
        return attribute instanceof ExchangeLife life ? life : null;
    }

    private @Nullable ExchangeLife enter(HttpServletRequest request, HttpServletResponse response) {
        try {
            Object present = request.getAttribute(LIFE);
            ExchangeLife life = present == null ? begin(request, response) : known(present);
            if (life != null) {
                life.enter(request, response);
            }
            return life;
        } catch (Throwable ours) {
            metrics.guard().caught(ours);
            return null;
        }
    }

    /** A request is here for the first time; null if it is not measured. */
    private @Nullable ExchangeLife begin(HttpServletRequest request, HttpServletResponse response) {
        if (isExcluded(request)) {
            request.setAttribute(EXCLUDED, true);
            return null;
        }
        Exchange exchange = metrics.arrive(method(request), request.getScheme());
        ExchangeLife life = new ExchangeLife(
                exchange, metrics.guard(), container, response, requestListener.isCalledAfterErrorPages());
        request.setAttribute(LIFE, life);
        return life;
    }

    /** A request that the container refused comes here for its error page alone, and Servlet 6.1 makes that a GET (A17). */
    private static String method(HttpServletRequest request) {
        return request.getDispatcherType() != DispatcherType.REQUEST
                        && request.getAttribute(ERROR_METHOD) instanceof String original
                ? original
                : request.getMethod();
    }

    /** The servlet path has been decoded and cleaned by the container, and has no context path (A38, A50). */
    private boolean isExcluded(HttpServletRequest request) {
        if (excludedPath == null && livePath == null) {
            return false;
        }
        return switch (request.getDispatcherType()) {
            case REQUEST -> isOurs(servletPath(request), request.getPathInfo());
            default -> request.getAttribute(EXCLUDED) != null;
        };
    }

    /** Scrapes, unless they are asked for, and the live page with all that it loads: watching changes no number. */
    private boolean isOurs(@Nullable String servletPath, @Nullable String pathInfo) {
        return servletPath != null
                && ((servletPath.equals(excludedPath) && pathInfo == null) || servletPath.equals(livePath));
    }

    private static @Nullable String servletPath(HttpServletRequest request) {
        try {
            return request.getServletPath();
        } catch (IllegalArgumentException ambiguous) {
            return null; // Jetty names no servlet path for an ambiguous URI: it is no path of ours
        }
    }
}
