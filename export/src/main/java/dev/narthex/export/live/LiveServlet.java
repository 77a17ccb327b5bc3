// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export.live;

import dev.narthex.export.Access;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Serves the live page, its files and its data to GET and HEAD; other methods are answered 405, and whoever does not show
 * the credentials of the settings 401. The page runs what comes with it and nothing else, and nobody may frame it.
 * Thread-safe.
 */
public final class LiveServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final transient LivePage page;
    private final transient Access access;

    private LiveServlet(LivePage page) {
        this.page = page;
        this.access = page.access();
    }

    /** The servlet of a page; its mapping must be the page's path and {@code /*}. */
    public static LiveServlet of(LivePage page) {
        return new LiveServlet(page);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!access.admits(request.getHeader("Authorization"))) {
            access.challenges().forEach(challenge -> response.addHeader("WWW-Authenticate", challenge));
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        String file = request.getPathInfo();
        if ("/".equals(file)) {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", "../live"); // relative: right behind any proxy
            return;
        }
        answer(response, page.answer(file == null ? "" : file.substring(1), cursor(request)), method.equals("GET"));
    }

    private static void answer(HttpServletResponse response, LivePage.@Nullable Answer answer, boolean withBody)
            throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        if (answer == null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND); // not by sendError: no error page of the application
            return;
        }
        response.setHeader("Cache-Control", answer.isData() ? "no-store" : "no-cache");
        response.setContentType(answer.type());
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        if (withBody) {
            response.getOutputStream().write(body);
        }
    }

    private static String cursor(HttpServletRequest request) {
        String cursor = request.getParameter("since");
        return cursor == null ? "" : cursor;
    }
}
