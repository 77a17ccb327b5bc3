// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

/** No port could be had. The message says why, and how to mend it. */
final class PortUnavailable extends Exception {

    private static final long serialVersionUID = 1;

    PortUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
