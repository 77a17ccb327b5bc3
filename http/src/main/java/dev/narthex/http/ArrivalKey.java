// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import org.jspecify.annotations.Nullable;

/** What is known about a request when it reaches the outer filter. */
record ArrivalKey(HttpMethod method, Scheme scheme) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArrivalKey key && method == key.method && scheme == key.scheme;
    }

    @Override
    public int hashCode() {
        return 31 * method.ordinal() + scheme.ordinal();
    }
}
