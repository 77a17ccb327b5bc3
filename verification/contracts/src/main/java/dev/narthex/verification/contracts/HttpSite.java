// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.export.MetricsPage;
import dev.narthex.export.MetricsServlet;
import dev.narthex.http.HttpMetrics;
import dev.narthex.http.servlet.InnerFilter;
import dev.narthex.http.servlet.OuterFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * A web application of plain servlets, one for each way in which a request may end, the same on every container. It is a
 * list of servlets, which is why it is long; those that answer later are in {@link AsyncPages}.
 */
public final class HttpSite {

    static final int BIG_CHUNKS = 400;
    static final byte[] BIG_CHUNK = new byte[1 << 16];
    static final long SLOW_PAGE_MILLIS = 150;

    /** The very exception that a servlet has thrown, for the error page to compare. */
    private static final String THROWN = "thrown";

    private final Gate gate = new Gate();

    private HttpSite() {}

    /** A site of its own. */
    public static HttpSite create() {
        return new HttpSite();
    }

    Gate gate() {
        return gate;
    }

    /** Puts the site into a context that nothing measures yet, and the filters around it, as docs/settings.md shows. */
    public Application addMeasuredTo(ServletContext context) {
        Application application = Application.of(Settings.create());
        HttpMetrics http = HttpMetrics.create(application);
        OuterFilter outer = OuterFilter.of(http);
        context.addListener(outer.requestListener());
        map(context.addFilter("narthexOuterFilter", outer), false, "/*");
        addBareTo(context);
        map(context.addFilter("narthexInnerFilter", InnerFilter.of(http)), true, "/*");
        context.addServlet("prometheus-django-metrics", MetricsServlet.of(MetricsPage.of(application)))
                .addMapping("/metrics");
        return application;
    }

    /** Puts the site alone into a context, with a servlet for all paths that no other takes. */
    public void addBareTo(ServletContext context) {
        addTo(context);
        context.addServlet(
                        "default",
                        new SiteServlet((request, response) -> response.sendError(HttpServletResponse.SC_NOT_FOUND)))
                .addMapping("/");
    }

    /** Puts the servlets of the site into a context that has its own for all other paths. */
    public void addTo(ServletContext context) {
        map(
                context.addFilter("guard", (Filter) (request, response, chain) ->
                        ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_UNAUTHORIZED)),
                false,
                "/guarded/*");
        answers(context);
        failures(context);
        errorPages(context);
        new AsyncPages(gate).addTo(context);
    }

    private static void map(FilterRegistration.@Nullable Dynamic registration, boolean afterDeclared, String pattern) {
        if (registration == null) {
            throw new IllegalStateException("a filter must be registered once: it is there already");
        }
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), afterDeclared, pattern);
    }

    /** The name of the servlet at a path. */
    static String nameOf(String path) {
        return path.substring(1).replace('/', '-');
    }

    static void add(ServletContext context, String path, SiteServlet.Service service) {
        String name = nameOf(path.replace("/*", ""));
        ServletRegistration.Dynamic registration = context.addServlet(name, new SiteServlet(service));
        registration.setAsyncSupported(true);
        registration.addMapping(path);
    }

    private void answers(ServletContext context) {
        add(context, "/plain/*", (request, response) -> say(response, "plain"));
        add(context, "/length", (request, response) -> {
            response.setContentLength(5);
            say(response, "hello");
        });
        add(context, "/reads", (request, response) -> {
            byte[] body = request.getInputStream().readAllBytes();
            say(response, "read " + body.length);
        });
        add(context, "/guarded/page", (request, response) -> say(response, "never shown"));
        add(context, "/odd", (request, response) -> response.setStatus(299));
        add(context, "/impossible", (request, response) -> response.setStatus(799));
        add(context, "/unchanged", (request, response) -> response.setStatus(HttpServletResponse.SC_NOT_MODIFIED));
        add(context, "/moved", (request, response) -> response.sendRedirect("/plain"));
        add(context, "/forwards", (request, response) -> forward(request, response, "/includes"));
        add(context, "/includes", (request, response) -> {
            request.getRequestDispatcher("/plain").include(request, response);
            response.sendError(HttpServletResponse.SC_GONE);
        });
        add(context, "/upgrades", (request, response) -> {
            response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
            response.setHeader("Upgrade", "echo");
            response.setHeader("Connection", "upgrade");
            request.upgrade(ClosingUpgrade.class);
        });
        add(context, "/events", (request, response) -> {
            response.setContentType("text/event-stream");
            for (int i = 0; i < 3; i++) {
                say(response, "data: " + i + "\n\n");
                response.flushBuffer();
            }
        });
        add(context, "/big", (request, response) -> big(response));
        add(context, "/writer/big", (request, response) -> bigText(response.getWriter()));
        add(context, "/held", (request, response) -> {
            gate.pass();
            say(response, "held");
        });
    }

    private static void failures(ServletContext context) {
        add(context, "/throws/runtime", (request, response) -> {
            throw new IllegalStateException("on purpose");
        });
        add(context, "/throws/generated", (request, response) -> {
            throw GeneratedException.another();
        });
        add(context, "/throws/servlet", (request, response) -> {
            throw new ServletException(new ArithmeticException("on purpose"));
        });
        add(context, "/throws/io", (request, response) -> {
            throw new IOException("on purpose");
        });
        add(context, "/throws/error", (request, response) -> {
            throw new StackOverflowError("on purpose");
        });
        add(context, "/throws/memory", (request, response) -> {
            throw new OutOfMemoryError("on purpose");
        });
        add(context, "/throws/paged", (request, response) -> {
            throw thrown(request, new UnsupportedOperationException("on purpose"));
        });
        add(context, "/throws/broken", (request, response) -> {
            throw new UnsupportedClassVersionError("on purpose");
        });
        add(context, "/throws/committed", (request, response) -> {
            say(response, "committed");
            response.flushBuffer();
            throw new IllegalStateException("on purpose");
        });
        add(context, "/throws/refused", (request, response) -> {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            say(response, "committed");
            response.flushBuffer();
            throw new IllegalStateException("on purpose");
        });
        add(context, "/sends/missing", (request, response) -> response.sendError(HttpServletResponse.SC_NOT_FOUND));
        add(context, "/sends/gone", (request, response) -> response.sendError(HttpServletResponse.SC_GONE));
        add(context, "/sends/slow", (request, response) -> response.sendError(HttpServletResponse.SC_CONFLICT));
        add(context, "/sends/throws", (request, response) -> {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            throw new IllegalStateException("on purpose");
        });
    }

    /** This, remembered. */
    static <T extends Throwable> T thrown(HttpServletRequest request, T exception) {
        request.setAttribute(THROWN, exception);
        return exception;
    }

    private static void errorPages(ServletContext context) {
        add(context, "/pages/teapot", (request, response) -> {
            response.setStatus(418);
            say(response, "teapot");
        });
        add(context, "/pages/slow", (request, response) -> {
            pause(SLOW_PAGE_MILLIS);
            say(response, "slow");
        });
        add(context, "/pages/unavailable", (request, response) -> {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            boolean asThrown = request.getAttribute(THROWN) == request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
            say(response, "unavailable, and the exception is " + (asThrown ? "the one that was thrown" : "another"));
        });
        add(context, "/pages/broken", (request, response) -> {
            throw new IllegalArgumentException("on purpose");
        });
    }

    /** Twenty-five megabytes that the container must hand on while the client still reads. */
    static void big(HttpServletResponse response) throws IOException {
        for (int i = 0; i < BIG_CHUNKS; i++) {
            response.getOutputStream().write(BIG_CHUNK);
        }
    }

    /** The same as text. What fails in it is not thrown: a writer keeps it to itself. */
    static void bigText(PrintWriter writer) {
        String chunk = "x".repeat(BIG_CHUNK.length);
        for (int i = 0; i < BIG_CHUNKS; i++) {
            writer.write(chunk);
        }
    }

    static void say(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static void forward(HttpServletRequest request, HttpServletResponse response, String path)
            throws IOException, ServletException {
        request.getRequestDispatcher(path).forward(request, response);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
