// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * One kind of request: what all requests that share a cell have in common. Compared by value.
 *
 * @param number its place among the keys of the workload
 * @param viewNumber the number of its view
 * @param view the name of its view
 * @param route the pattern that it matches
 * @param method the method
 * @param scheme the scheme, on arrival and on entry
 * @param status the status that is sent
 * @param statusLabel the same as text
 * @param contentType the Content-Type of the response
 * @param template the template that renders the response, or null if none does
 */
record Key(
        int number,
        int viewNumber,
        String view,
        String route,
        String method,
        String scheme,
        int status,
        String statusLabel,
        String contentType,
        @Nullable String template) {}
