// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import dev.narthex.http.HttpMetrics;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filter that asks for an application's own labels, on the way back from the inner one, when the request knows what
 * it was. Only an application with such labels has it. A function that fails leaves its label out; the application never
 * notices. Thread-safe.
 */
public final class LabelFilter implements Filter {

    /** What the metrics know as no value. */
    private static final String NONE = "<none>";

    private final HttpMetrics metrics;
    private final RequestLabels labels;

    private LabelFilter(HttpMetrics metrics, RequestLabels labels) {
        this.metrics = metrics;
        this.labels = labels;
    }

    /** The filter of these metrics, which were made with the names of these labels. */
    public static LabelFilter of(HttpMetrics metrics, RequestLabels labels) {
        return new LabelFilter(metrics, labels);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } finally {
            label(request);
        }
    }

    private void label(ServletRequest request) {
        try {
            ExchangeLife life = OuterFilter.life(request);
            if (life != null && life.exchange().entered() && request instanceof HttpServletRequest http) {
                life.exchange().labels(values(http));
            }
        } catch (Throwable ours) {
            metrics.guard().caught(ours);
        }
    }

    private List<String> values(HttpServletRequest request) {
        List<String> values = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            values.add(value(label, request));
        }
        return values;
    }

    private String value(int label, HttpServletRequest request) {
        try {
            @Nullable String value = labels.value(label, request);
            return value == null || value.isEmpty() ? NONE : value;
        } catch (Throwable thrown) {
            metrics.guard().caught(thrown);
            return NONE;
        }
    }
}
