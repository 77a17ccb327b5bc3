// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import org.jspecify.annotations.Nullable;

/** Why the families of one collector are not on the page this time. */
final class CollectorFailure extends Exception {

    private static final long serialVersionUID = 1;

    CollectorFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
