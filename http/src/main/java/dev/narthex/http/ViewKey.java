// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import dev.narthex.core.Dimension;

/** What is known about a request when the framework has chosen the view. */
record ViewKey(String view, HttpMethod method, Scheme transport) {

    ViewKey folded() {
        return new ViewKey(Dimension.OTHER, method, transport);
    }
}
