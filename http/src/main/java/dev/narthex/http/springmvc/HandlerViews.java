// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.springmvc;

import dev.narthex.http.HttpMetrics;
import dev.narthex.http.View;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The views of Spring MVC's handlers. A controller's method is called by the name of its mapping, else {@code
 * Controller.method}; everything else, Actuator's endpoints too, by the pattern that it matched. Thread-safe.
 */
final class HandlerViews {

    /** Spring's own answer to OPTIONS is no handler of the application; its class is private there. */
    private static final String OPTIONS_HANDLER =
            "org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping$HttpOptionsHandler";

    /** Actuator maps all its endpoints, without annotations, to one method of one class of its own. */
    private static final String SPRINGS_OWN = "org.springframework.";

    private final HttpMetrics metrics;
    private final ConcurrentHashMap<Method, Named> byMethod = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, View> byPattern = new ConcurrentHashMap<>();

    HandlerViews(HttpMetrics metrics) {
        this.metrics = metrics;
    }

    View of(Object handler, HttpServletRequest request) {
        Object matched = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String pattern = matched instanceof String text ? text : null;
        if (!(handler instanceof HandlerMethod method)) {
            return pattern == null ? metrics.unnamedView() : ofPattern(pattern, request);
        }
        Named known = byMethod.get(method.getMethod());
        return known != null && known.fits(method, pattern) ? known.view : ofMethod(method, pattern, request);
    }

    private View ofPattern(String pattern, HttpServletRequest request) {
        View known = byPattern.get(pattern);
        if (known == null) {
            known = metrics.view(pattern, route(pattern, request));
            byPattern.put(pattern, known);
        }
        return known;
    }

    private View ofMethod(HandlerMethod method, @Nullable String pattern, HttpServletRequest request) {
        if (method.getBeanType().getName().equals(OPTIONS_HANDLER)) {
            return metrics.unnamedView();
        }
        View view = metrics.view(name(method, pattern), pattern == null ? null : route(pattern, request));
        byMethod.put(method.getMethod(), new Named(method.getBeanType(), pattern, view));
        return view;
    }

    /** A pattern knows nothing of the context path, nor of a path that the dispatcher servlet is mapped below. */
    private static String route(String pattern, HttpServletRequest request) {
        boolean belowAPath = request.getHttpServletMapping().getMappingMatch() == MappingMatch.PATH;
        return request.getContextPath() + (belowAPath ? request.getServletPath() : "") + pattern;
    }

    private static String name(HandlerMethod method, @Nullable String pattern) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
        if (mapping != null && !mapping.name().isEmpty()) {
            return mapping.name();
        }
        if (mapping == null && pattern != null && method.getBeanType().getName().startsWith(SPRINGS_OWN)) {
            return pattern;
        }
        Class<?> controller = ClassUtils.getUserClass(method.getBeanType());
        return controller.getSimpleName() + "." + method.getMethod().getName();
    }

    /** The last answer for a method: right again unless it is inherited by two controllers or has several patterns. */
    private record Named(Class<?> beanType, @Nullable String pattern, View view) {

        boolean fits(HandlerMethod method, @Nullable String matched) {
            return beanType == method.getBeanType() && (pattern == null ? matched == null : pattern.equals(matched));
        }
    }
}
