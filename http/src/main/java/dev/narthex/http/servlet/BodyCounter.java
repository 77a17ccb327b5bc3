// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import dev.narthex.http.Exchange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The sizes of the two bodies of one exchange: what the application reads of the request, and what it hands to the
 * container as the response, before any transfer or content coding (A32, A33). Used by one thread at a time.
 */
final class BodyCounter {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final ExchangeLife life;
    private final Exchange exchange;
    private boolean head;
    private boolean chunked;
    private boolean requestRead;
    private boolean responseCounted;
    private boolean responseUncountable;
    private boolean writer;
    private long requestBytes;
    private long responseBytes;

    BodyCounter(ExchangeLife life) {
        this.life = life;
        this.exchange = life.exchange();
    }

    /** Looks at what the request says of its body: its length, nothing at all, or that it comes in chunks. */
    void declared(HttpServletRequest request) {
        head = "HEAD".equals(request.getMethod());
        long length = request.getContentLengthLong();
        if (length >= 0) {
            exchange.requestBytes(length);
        } else if (request.getHeader("Transfer-Encoding") == null) {
            exchange.requestBytes(0);
        } else {
            chunked = true;
        }
    }

    /** Whether the size of the request's body is only known by counting. */
    boolean needsRequestCount() {
        return chunked;
    }

    /** The application reads the body itself, through us. */
    void requestOpened() {
        requestRead = true;
    }

    void read(long bytes) {
        requestBytes += bytes;
    }

    /** From now on what is written goes through us. */
    void countsResponse() {
        responseCounted = true;
    }

    /** What is written cannot be counted after all. */
    void responseUncountable() {
        responseUncountable = true;
    }

    /** The response is written through a writer, which swallows what goes wrong. */
    void usesWriter() {
        writer = true;
    }

    /**
     * Finds out whether a writer had anybody to write to, once nothing more is written. Only what has begun to be sent
     * is flushed, a moment before the container does: nothing is committed for our sake (A20).
     */
    void askWhatTheWriterKept(HttpServletResponse written) {
        if (writer && written.isCommitted() && !exchange.aborted()) {
            try {
                written.flushBuffer();
            } catch (IOException undelivered) {
                responseBroken(written);
            }
        }
    }

    void written(long bytes) {
        responseBytes += bytes;
    }

    /** What was written so far was thrown away. */
    void responseReset() {
        responseBytes = 0;
    }

    /** The container could not deliver what was written. */
    void responseBroken(HttpServletResponse broken) {
        life.aborted(broken);
    }

    /** Hands the sizes to the exchange, at its end. */
    void settle(HttpServletResponse response, int status) {
        if (chunked && requestRead) {
            exchange.requestBytes(requestBytes);
        }
        if (head || status == NO_CONTENT || status == NOT_MODIFIED) {
            exchange.responseBytes(0);
        } else if (responseCounted && !responseUncountable) {
            exchange.responseBytes(responseBytes);
        } else {
            exchange.responseBytes(contentLength(response));
        }
    }

    private static long contentLength(HttpServletResponse response) {
        String header = response.getHeader("Content-Length");
        if (header == null) {
            return Exchange.UNKNOWN;
        }
        try {
            return Long.parseLong(header);
        } catch (NumberFormatException unreadable) {
            return Exchange.UNKNOWN; // the application wrote it; what it means nobody knows
        }
    }
}
