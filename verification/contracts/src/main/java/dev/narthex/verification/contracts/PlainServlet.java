// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.ServletRegistrationBean;

/** A servlet that no framework stands behind. */
final class PlainServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    /** What it does with any request. */
    interface Service {
        void serve(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    private final transient Service service;

    private PlainServlet(Service service) {
        this.service = service;
    }

    /** Such a servlet under this name and pattern. */
    static ServletRegistrationBean<PlainServlet> named(String name, String pattern, Service service) {
        ServletRegistrationBean<PlainServlet> registration =
                new ServletRegistrationBean<>(new PlainServlet(service), pattern);
        registration.setName(name);
        registration.setAsyncSupported(true);
        return registration;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        service.serve(request, response);
    }

    /** Whether this dispatch is the request itself, not one that came after it. */
    static boolean isFirstDispatch(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.REQUEST;
    }
}
