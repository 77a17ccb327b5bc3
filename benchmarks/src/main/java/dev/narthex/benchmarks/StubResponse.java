// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;

/** A response that has a status and counts the bytes of its body. */
public abstract class StubResponse implements HttpServletResponse {

    private final Body body = new Body();
    private int status = SC_OK;

    /** Completed and constructed by {@link Stub}. */
    protected StubResponse() {}

    static StubResponse create() {
        return Stub.of(StubResponse.class);
    }

    /** How many bytes have been written since it was asked last. */
    long bytes() {
        long written = body.bytes;
        body.bytes = 0;
        return written;
    }

    @Override
    public void setStatus(int sent) {
        status = sent;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return body;
    }

    private static final class Body extends ServletOutputStream {

        private long bytes;

        @Override
        public void write(int single) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            bytes += length;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("nobody waits for memory");
        }
    }
}
