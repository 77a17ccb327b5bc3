// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves the page of an application to GET and HEAD; other methods are answered 405. Thread-safe. */
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient MetricsPage page;

    private MetricsServlet(MetricsPage page) {
        this.page = page;
    }

    /** The servlet of a page. */
    public static MetricsServlet of(MetricsPage page) {
        return new MetricsServlet(page);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> super.service(request, response);
            default -> {
                response.setHeader("Allow", "GET, HEAD");
                response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            }
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (MetricsPage.Rendered rendered = page.render()) {
            response.setContentType(MetricsPage.CONTENT_TYPE);
            response.setHeader("Cache-Control", "no-store");
            response.setContentLength(rendered.size());
            rendered.writeTo(response.getOutputStream());
        }
    }
}
