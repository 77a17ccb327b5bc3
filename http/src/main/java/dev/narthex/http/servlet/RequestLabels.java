// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Labels of the application's own on the HTTP families by view, each with the function that finds its value. Bounded:
 * beyond the limit of cells the values are {@code <other>}. Immutable.
 *
 * <pre>{@code
 * RequestLabels labels = RequestLabels.builder()
 *         .label("plan", request -> (String) request.getAttribute("plan"))
 *         .build();
 * HttpMetrics http = HttpMetrics.create(application, labels.names());
 * }</pre>
 *
 * A page then has {@code django_http_requests_total{method="GET",view="book-list",plan="free"} 3.0}.
 */
public final class RequestLabels {

    private final List<String> names;
    private final List<Function<HttpServletRequest, @Nullable String>> values;

    private RequestLabels(Builder builder) {
        this.names = List.copyOf(builder.names);
        this.values = List.copyOf(builder.values);
    }

    /** Starts without labels. */
    public static Builder builder() {
        return new Builder();
    }

    /** Their names, in their order. */
    public List<String> names() {
        return names;
    }

    int size() {
        return names.size();
    }

    @Nullable
    String value(int label, HttpServletRequest request) {
        return values.get(label).apply(request);
    }

    /** Collects labels. Not thread-safe. */
    public static final class Builder {

        private static final Pattern NAME = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");
        private static final List<String> RESERVED = List.of("le", "quantile", "job", "instance");

        private final List<String> names = new ArrayList<>();
        private final List<Function<HttpServletRequest, @Nullable String>> values = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a label.
         *
         * @param name its name; none that a family has
         * @param value finds its value when the view has returned, on the request's thread; null, empty or an exception
         *     leaves the label out. Never a raw value from a client: each makes series of its own
         */
        public Builder label(String name, Function<HttpServletRequest, @Nullable String> value) {
            if (!NAME.matcher(name).matches() || RESERVED.contains(name) || names.contains(name)) {
                throw new IllegalArgumentException("a custom label must have a free name: '" + name
                        + "'; use letters, digits and underscores, no digit and no two underscores in front, and none of "
                        + String.join(", ", RESERVED));
            }
            names.add(name);
            values.add(value);
            return this;
        }

        /** The labels. */
        public RequestLabels build() {
            return new RequestLabels(this);
        }
    }
}
