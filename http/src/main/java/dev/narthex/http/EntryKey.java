// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a request when it passes the inner filter.
 *
 * @param method the method at arrival
 * @param transport the scheme as it is now: a filter for forwarded headers may have changed it (A46)
 * @param ajax whether it says that a script sent it
 */
record EntryKey(HttpMethod method, Scheme transport, boolean ajax) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EntryKey key && method == key.method && transport == key.transport && ajax == key.ajax;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * method.ordinal() + transport.ordinal()) + (ajax ? 1 : 0);
    }
}
