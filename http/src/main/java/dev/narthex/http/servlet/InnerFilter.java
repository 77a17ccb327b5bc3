// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import dev.narthex.http.Exchange;
import dev.narthex.http.HttpMetrics;
import dev.narthex.http.View;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last filter of the chain: counts what the chain let through, and measures the view. Map it to all dispatcher types
 * and mark it as supporting async. It wraps request and response only to count bodies, only before the servlets of a
 * framework that reads and writes them itself, and only if body sizes are measured; a container's default servlet gets
 * them as they came, or it would lose sendfile (A34). Thread-safe.
 */
public final class InnerFilter implements Filter {

    /** What a servlet is to us. */
    private enum Role {
        /** It names its views itself, through hooks of its own. */
        FRAMEWORK,
        /** It is a view, under its own name. */
        VIEW
    }

    private final HttpMetrics metrics;
    private final Predicate<ServletRegistration> frameworks;
    private final boolean countsBodies;
    private final ConcurrentHashMap<String, Role> roles = new ConcurrentHashMap<>();

    private InnerFilter(HttpMetrics metrics, Predicate<ServletRegistration> frameworks) {
        this.metrics = metrics;
        this.frameworks = frameworks;
        this.countsBodies = metrics.settings().bodySizes();
    }

    /** The inner filter of these metrics, where no servlet is a framework's: every servlet is a view. */
    public static InnerFilter of(HttpMetrics metrics) {
        return of(metrics, registration -> false);
    }

    /**
     * The inner filter of these metrics.
     *
     * @param frameworks which servlets name their views themselves; asked once a servlet
     */
    public static InnerFilter of(HttpMetrics metrics, Predicate<ServletRegistration> frameworks) {
        return new InnerFilter(metrics, frameworks);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ExchangeLife life = OuterFilter.life(request);
        if (life == null
                || !(request instanceof HttpServletRequest http)
                || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        DispatcherType dispatch = http.getDispatcherType(); // remembered: Undertow changes it later
        boolean outermost = life.enterInner();
        Passage passage = outermost ? enter(life, http, answer, dispatch) : new Passage(http, answer);
        try {
            chain.doFilter(passage.request(), passage.response());
        } catch (Throwable thrown) {
            if (outermost && dispatch != DispatcherType.ERROR) {
                raised(life, answer, thrown);
            }
            throw thrown;
        } finally {
            life.leaveInner();
            if (outermost) {
                leave(life, http, answer, dispatch);
            }
        }
    }

    /** What goes on down the chain. */
    private record Passage(HttpServletRequest request, HttpServletResponse response) {}

    private Passage enter(
            ExchangeLife life, HttpServletRequest request, HttpServletResponse response, DispatcherType dispatch) {
        Passage passage = new Passage(request, response);
        try {
            metrics.tally().open();
            Exchange exchange = life.exchange();
            HttpServletMapping mapping = request.getHttpServletMapping();
            Role role = role(request, mapping);
            if (role == Role.FRAMEWORK) {
                life.enterFramework();
            }
            if (isEntry(dispatch) && !exchange.entered()) {
                if ("XMLHttpRequest".equals(request.getHeader("X-Requested-With"))) {
                    exchange.enterAjax(request.getScheme());
                } else {
                    exchange.enter(request.getScheme());
                }
                if (countsBodies) {
                    life.bodies().declared(request);
                }
                if (role == Role.VIEW) {
                    exchange.view(view(request, mapping));
                }
            }
            if (countsBodies && exchange.entered() && role == Role.FRAMEWORK) {
                passage = counted(life.bodies(), request, response);
            }
        } catch (Throwable ours) {
            metrics.guard().caught(ours);
        }
        return passage;
    }

    /** An async dispatch may come with our own wrappers on: what they count is not counted again. */
    private static Passage counted(BodyCounter bodies, HttpServletRequest request, HttpServletResponse response) {
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            return new Passage(request, response); // containers unwrap by class (A30)
        }
        bodies.countsResponse();
        boolean wrapsRequest = bodies.needsRequestCount() && !CountedRequest.isWrappedBy(request);
        return new Passage(
                wrapsRequest ? new CountedRequest(request, bodies) : request,
                CountedResponse.isWrappedBy(response) ? response : new CountedResponse(response, bodies));
    }

    private void raised(ExchangeLife life, HttpServletResponse response, Throwable thrown) {
        try {
            life.viewRaised(thrown, response);
        } catch (Throwable ours) {
            metrics.guard().caught(ours);
        }
    }

    private void leave(
            ExchangeLife life, HttpServletRequest request, HttpServletResponse response, DispatcherType dispatch) {
        try {
            metrics.tally().close();
            life.exchange().spent(metrics.tally());
            life.exchange().trace();
            life.freeze(response);
            if (dispatch != DispatcherType.ERROR && !request.isAsyncStarted()) {
                life.exchange().leave();
            }
        } catch (Throwable ours) {
            metrics.guard().caught(ours);
        }
    }

    /** An error page passes here too, as ERROR or, after a commit on Tomcat, as INCLUDE: that is no request (A16). */
    private static boolean isEntry(DispatcherType dispatch) {
        return switch (dispatch) {
            case REQUEST, FORWARD, ASYNC -> true;
            case INCLUDE, ERROR -> false;
        };
    }

    private Role role(HttpServletRequest request, HttpServletMapping mapping) {
        Role known = roles.get(mapping.getServletName());
        return known != null ? known : addRole(request, mapping.getServletName());
    }

    private Role addRole(HttpServletRequest request, String servlet) {
        ServletRegistration registration = request.getServletContext().getServletRegistration(servlet);
        Role role = registration != null && frameworks.test(registration) ? Role.FRAMEWORK : Role.VIEW;
        roles.put(servlet, role);
        return role;
    }

    private View view(HttpServletRequest request, HttpServletMapping mapping) {
        String servlet = mapping.getServletName();
        return servlet.isEmpty() ? metrics.unnamedView() : metrics.view(servlet, route(request, mapping.getPattern()));
    }

    private static @Nullable String route(HttpServletRequest request, @Nullable String pattern) {
        if (pattern == null || pattern.isEmpty()) {
            return null;
        }
        String contextPath = request.getContextPath();
        return contextPath.isEmpty() ? pattern : contextPath + pattern;
    }
}
