// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import dev.narthex.core.Dimension;
import org.jspecify.annotations.Nullable;

/** What is known about a request when its view is chosen, or at its end where none was. */
record ViewKey(String view, HttpMethod method, Scheme transport) {

    ViewKey folded() {
        return new ViewKey(Dimension.OTHER, method, transport);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ViewKey key
                && view.equals(key.view)
                && method == key.method
                && transport == key.transport;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * view.hashCode() + method.ordinal()) + transport.ordinal();
    }
}
