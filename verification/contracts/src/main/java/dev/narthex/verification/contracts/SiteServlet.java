// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** One page of an {@link HttpSite}. Knows nothing of Spring, whose classes most containers here do not have. */
final class SiteServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    /** What it does with any request. */
    interface Service {
        void serve(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    private final transient Service service;

    SiteServlet(Service service) {
        this.service = service;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        service.serve(request, response);
    }
}
