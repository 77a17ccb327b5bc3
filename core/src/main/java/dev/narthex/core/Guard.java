// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps our own failures away from the application: what a hook catches is counted, and warned about once. Thread-safe.
 */
public final class Guard {

    private static final Logger LOGGER = System.getLogger("dev.narthex");

    private final String instrumentation;
    private final Cell<String> errors;
    private final AtomicBoolean warned = new AtomicBoolean();

    Guard(String instrumentation, Cell<String> errors) {
        this.instrumentation = instrumentation;
        this.errors = errors;
    }

    /** Counts what a hook has caught; never throws. */
    public void caught(Throwable failure) {
        errors.count();
        if (warned.compareAndSet(false, true)) {
            LOGGER.log(
                    Level.WARNING,
                    "The instrumentation '" + instrumentation + "' failed; the application did not notice, but numbers"
                            + " may be missing. Further failures are only counted, in"
                            + " narthex_instrumentation_errors_total.",
                    failure);
        }
    }
}
