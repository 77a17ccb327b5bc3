// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/**
 * Serves the page of an application to GET and HEAD, in the format and coding that the client prefers and with the
 * families that it names by {@code name[]}; other methods are answered 405. Thread-safe.
 */
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient MetricsPage page;
    private final transient ScrapeMetrics scrapes;

    private MetricsServlet(MetricsPage page) {
        this.page = page;
        this.scrapes = page.scrapes();
    }

    /** The servlet of a page. */
    public static MetricsServlet of(MetricsPage page) {
        return new MetricsServlet(page);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> answer(request, response);
            default -> {
                response.setHeader("Allow", "GET, HEAD");
                response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            }
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.addHeader("Vary", "Accept, Accept-Encoding");
        PageRequest asked;
        try {
            asked = PageRequest.of(
                    header(request, "Accept"),
                    header(request, "Accept-Encoding"),
                    request.getHeader("X-Prometheus-Scrape-Timeout-Seconds"),
                    request.getQueryString());
        } catch (IllegalArgumentException unreadable) {
            refuse(response, String.valueOf(unreadable.getMessage()));
            return;
        }
        OutputStream out = response.getOutputStream(); // first: where a filter has taken the writer it throws (E37)
        long begun = scrapes.begin();
        try (MetricsPage.Rendered rendered = page.render(asked)) {
            response.setContentType(asked.format().contentType());
            if (rendered.isCompressed()) {
                response.setHeader("Content-Encoding", "gzip");
            }
            response.setContentLength(rendered.size());
            // HEAD has the headers of GET (E19). Not every container of today drops the body by itself.
            if (request.getMethod().equals("GET")) {
                scrapes.made(asked.format(), begun);
                rendered.writeTo(out);
            }
        }
    }

    /** A client may send a header in several lines; they are one list. */
    private static String header(HttpServletRequest request, String name) {
        List<String> lines = Collections.list(request.getHeaders(name));
        return String.join(",", lines);
    }

    /** Not by {@code sendError}: an error page of the application is no answer for a scraper. */
    private static void refuse(HttpServletResponse response, String message) throws IOException {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType("text/plain; charset=utf-8");
        response.getOutputStream().write((message + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
