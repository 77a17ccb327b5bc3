// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import jakarta.servlet.http.HttpServletResponse;

/**
 * The status that the client got: frozen the first time that the response is seen really committed. What a container
 * does to its field afterwards never reached the client (A11, A19). {@code isCommitted()} after {@code sendError} is not
 * real: an error page that finds the response open again thaws it (A18).
 */
final class SentStatus {

    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_SERVER_ERROR = 500;

    /** What is no status. */
    static final int NOTHING_SENT = 0;

    private int frozen;
    private boolean thawed;

    /** Remembers the status if the response is committed now and was not before. */
    void freeze(HttpServletResponse response, boolean aborted) {
        if (frozen == 0 && response.isCommitted()) {
            int status = response.getStatus();
            // A server error that is made up for a client that has gone away was sent to nobody (A20).
            frozen = aborted && status >= INTERNAL_SERVER_ERROR ? 0 : status;
        }
    }

    /** An error page begins with the response open again: nothing had been sent. */
    void thaw() {
        frozen = 0;
        thawed = true;
    }

    boolean isFrozen() {
        return frozen != 0;
    }

    /** Whether what looks like a committed error may be a sendError whose page is still to come. */
    boolean mayBeSendError() {
        return frozen >= BAD_REQUEST && !thawed;
    }

    /** The status if it ended here and now; 0 if nothing was sent. */
    int now(HttpServletResponse response, boolean aborted, boolean raised) {
        if (frozen != 0) {
            return frozen;
        }
        if (aborted) {
            return NOTHING_SENT;
        }
        return raised ? INTERNAL_SERVER_ERROR : response.getStatus();
    }

    /**
     * The status after all error pages. An exception after a sendError makes another status of it, which the response
     * then shows; an exception after a real commit leaves an error status as it is.
     */
    int afterErrorPages(HttpServletResponse response, boolean aborted, boolean raised) {
        return mayBeSendError() && !aborted ? response.getStatus() : now(response, aborted, raised);
    }
}
