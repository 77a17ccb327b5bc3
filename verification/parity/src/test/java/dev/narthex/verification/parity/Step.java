// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.parity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of the recorded scenario, and what the recorded site answered.
 *
 * @param number its place in the scenario, from 1
 * @param view the name of the view, null where a middleware answered
 * @param before what must happen to Redis first, null if nothing
 * @param bytes the size of the recorded answer
 */
record Step(
        int number,
        String method,
        String path,
        Map<String, String> headers,
        @Nullable String body,
        int status,
        @Nullable String view,
        @Nullable String before,
        int bytes) {

    /** What unknown paths have for a view, in the recording as here. */
    private static final String UNNAMED = "<unnamed view>";

    private static final String PAGE = "prometheus-django-metrics";

    /**
     * Whether a view of the site made the answer. What a view raised became an error page (403, 404, 500), as did what the
     * CSRF protection answered (403); the metrics page is not the site's.
     */
    boolean answeredByView() {
        return view != null
                && !view.equals(UNNAMED)
                && !view.equals(PAGE)
                && (status < 400 || status == 405 || status == 409);
    }

    /** The name under which the size of its answer is compared. */
    String sizeOfAnswer() {
        return "bytes of answer " + number;
    }

    @Override
    public String toString() {
        return number + " " + method + " " + path;
    }
}
