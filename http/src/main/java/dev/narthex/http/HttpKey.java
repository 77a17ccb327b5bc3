// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import dev.narthex.core.Dimension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about a request when it completes.
 *
 * @param view the view's name, or {@link #UNNAMED_VIEW}
 * @param route the matched pattern, or {@link #NONE}
 * @param method the method at arrival
 * @param scheme the scheme at arrival
 * @param status the status that was sent, 100 to 599, or 0 for anything else
 * @param charset the charset parameter of Content-Type in lower case
 * @param template the logical name of the rendered template, or {@link #NONE}
 * @param exception the simple class name of what left the view, or {@link #NONE}
 * @param entered whether it passed the inner filter
 * @param stream whether its body was a stream
 * @param aborted whether the client went away
 * @param custom the values of the application's own labels, in their order; {@link #NONE} where there is none
 */
record HttpKey(
        String view,
        String route,
        HttpMethod method,
        Scheme scheme,
        int status,
        String charset,
        String template,
        String exception,
        boolean entered,
        boolean stream,
        boolean aborted,
        List<String> custom) {

    /** What was answered without a view, under the name that django-prometheus gives it. */
    static final String UNNAMED_VIEW = "<unnamed view>";

    /** The absence of a route, a template or an exception. */
    static final String NONE = "<none>";

    HttpKey {
        status = status >= 100 && status <= 599 ? status : 0;
    }

    /** The status as a label; impossible ones share a value (A23). */
    String statusLabel() {
        return status == 0 ? "other" : Integer.toString(status);
    }

    /** The same request once the cube is full: what the application or its users invent is gone. */
    HttpKey folded() {
        return new HttpKey(
                Dimension.OTHER,
                Dimension.OTHER,
                method,
                scheme,
                status,
                Dimension.OTHER,
                template.equals(NONE) ? NONE : Dimension.OTHER,
                exception.equals(NONE) ? NONE : Dimension.OTHER,
                entered,
                stream,
                aborted,
                custom.stream()
                        .map(value -> value.equals(NONE) ? NONE : Dimension.OTHER)
                        .toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HttpKey key
                && view.equals(key.view)
                && route.equals(key.route)
                && method == key.method
                && scheme == key.scheme
                && status == key.status
                && charset.equals(key.charset)
                && template.equals(key.template)
                && exception.equals(key.exception)
                && entered == key.entered
                && stream == key.stream
                && aborted == key.aborted
                && custom.equals(key.custom);
    }

    @Override
    public int hashCode() {
        int hash = view.hashCode();
        hash = 31 * hash + route.hashCode();
        hash = 31 * hash + method.ordinal();
        hash = 31 * hash + scheme.ordinal();
        hash = 31 * hash + status;
        hash = 31 * hash + charset.hashCode();
        hash = 31 * hash + template.hashCode();
        hash = 31 * hash + exception.hashCode();
        hash = 31 * hash + (entered ? 1 : 0);
        hash = 31 * hash + (stream ? 1 : 0);
        hash = 31 * hash + (aborted ? 1 : 0);
        hash = 31 * hash + custom.hashCode();
        return hash;
    }
}
