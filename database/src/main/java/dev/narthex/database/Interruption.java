// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

/**
 * What could have ended an execution early, on our side of the connection. Drivers do not tell a timeout from a cancel:
 * pgjdbc raises the same plain exception for both, H2 its timeout exception for both (B35).
 *
 * @param cancelled whether {@code cancel()} was called while it ran
 * @param queryTimeoutSeconds the time limit of the statement; 0 is none
 */
public record Interruption(boolean cancelled, int queryTimeoutSeconds) {

    /** Nothing could. */
    public static final Interruption NONE = new Interruption(false, 0);

    /** Drivers' timers read the wall clock, in whole milliseconds: they may fire that much early by our ticker. */
    private static final long EARLY_NANOS = 5_000_000;

    /** The type of the error of an execution that took so long. */
    String type(String vendor, Throwable thrown, long nanos) {
        String type = SqlErrors.type(vendor, thrown);
        if (!type.equals(SqlErrors.QUERY_CANCELED) && !type.equals(SqlErrors.QUERY_TIMEOUT)) {
            return type;
        }
        boolean elapsed = queryTimeoutSeconds > 0 && nanos >= queryTimeoutSeconds * 1_000_000_000L - EARLY_NANOS;
        return !cancelled && (elapsed || type.equals(SqlErrors.QUERY_TIMEOUT))
                ? SqlErrors.QUERY_TIMEOUT
                : SqlErrors.QUERY_CANCELED;
    }
}
