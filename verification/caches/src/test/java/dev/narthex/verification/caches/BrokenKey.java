// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import java.io.Serializable;

/** A key that no cache can look up. */
final class BrokenKey implements Serializable {

    private static final long serialVersionUID = 1;

    @Override
    @SuppressWarnings("EqualsUnsafeCast")
    public boolean equals(Object other) {
        throw new IllegalStateException("no such edition");
    }

    @Override
    public int hashCode() {
        throw new IllegalStateException("no such edition");
    }

    @Override
    public String toString() {
        throw new AssertionError("somebody has looked at the key"); // C26
    }
}
