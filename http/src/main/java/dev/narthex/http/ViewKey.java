// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import dev.narthex.core.Dimension;

/** What is known about a request when its view is chosen, or at its end where none was. */
record ViewKey(String view, HttpMethod method, Scheme transport) {

    ViewKey folded() {
        return new ViewKey(Dimension.OTHER, method, transport);
    }
}
