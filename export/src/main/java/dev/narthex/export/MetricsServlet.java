// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page of an application to GET and HEAD, in the format and coding that the client prefers and with the
 * families that it names by {@code name[]}; other methods are answered 405, and whoever does not show the credentials of
 * the settings 401. Thread-safe.
 */
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Reception reception;

    private MetricsServlet(MetricsPage page) {
        this.reception = new Reception(page);
    }

    /** The servlet of a page. */
    public static MetricsServlet of(MetricsPage page) {
        return new MetricsServlet(page);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // the stream first: where a filter has taken the writer it throws, before anything is done (E37)
        reception.receive(new ServletAsker(request, response, response.getOutputStream()));
    }

    /** Not by {@code sendError}: an error page of the application is no answer for a scraper. */
    private record ServletAsker(HttpServletRequest request, HttpServletResponse response, OutputStream body)
            implements Reception.Asker {

        @Override
        public String method() {
            return request.getMethod();
        }

        @Override
        public String header(String name) {
            return String.join(",", Collections.list(request.getHeaders(name)));
        }

        @Override
        public @Nullable String query() {
            return request.getQueryString();
        }

        @Override
        public void add(String header, String value) {
            if (header.equals("Content-Type")) {
                response.setContentType(value); // not every container takes it as a header
            } else {
                response.addHeader(header, value);
            }
        }

        @Override
        public OutputStream answer(int status, int size) {
            response.setStatus(status);
            response.setContentLength(size);
            // not every container of today drops the body of a HEAD by itself (E19)
            return method().equals("HEAD") ? OutputStream.nullOutputStream() : body;
        }
    }
}
