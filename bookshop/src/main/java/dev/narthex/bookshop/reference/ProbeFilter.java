// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop.reference;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers or throws before any view is reached, as the header {@code X-Probe} asks. */
@Component
@Order(1) // behind the one that appends slashes
@Profile("reference")
class ProbeFilter extends OncePerRequestFilter {

    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String probe = request.getHeader("X-Probe");
        if ("short-circuit".equals(probe)) {
            response.setStatus(TOO_MANY_REQUESTS);
            response.setContentType("text/html;charset=utf-8");
            response.getWriter().write("slow down");
        } else if ("middleware-boom".equals(probe)) {
            throw new IllegalStateException("boom in a filter");
        } else {
            chain.doFilter(request, response);
        }
    }
}
