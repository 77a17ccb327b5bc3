// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Sends those who forget the slash at the end to the page that they mean: {@code /books} to {@code /books/}. */
@Component
@Order(TrailingSlashFilter.ORDER)
class TrailingSlashFilter extends OncePerRequestFilter {

    /** Behind Spring Security, which is at -100. */
    static final int ORDER = 0;

    /** Asked for with the first request: filters are made before the mappings. */
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    TrailingSlashFilter(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (path.endsWith("/") || isMapped(path) || !isMapped(path + "/")) {
            chain.doFilter(request, response);
            return;
        }
        String query = request.getQueryString();
        response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
        response.setHeader(HttpHeaders.LOCATION, query == null ? path + "/" : path + "/?" + query);
    }

    private boolean isMapped(String path) {
        PathContainer container = PathContainer.parsePath(path);
        return mappings.orderedStream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .map(RequestMappingInfo::getPathPatternsCondition)
                .anyMatch(condition -> condition != null
                        && condition.getPatterns().stream().anyMatch(pattern -> pattern.matches(container)));
    }
}
