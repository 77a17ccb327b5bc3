// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A response whose body bytes are counted as the application hands them over. Delegates everything; what the application
 * throws away again is not counted.
 */
final class CountedResponse extends HttpServletResponseWrapper {

    private final BodyCounter bodies;
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;

    CountedResponse(HttpServletResponse response, BodyCounter bodies) {
        super(response);
        this.bodies = bodies;
    }

    /** Whether a response is counted already, however deep. */
    static boolean isWrappedBy(HttpServletResponse response) {
        return response instanceof CountedResponse
                || (response instanceof ServletResponseWrapper wrapper && wrapper.isWrapperFor(CountedResponse.class));
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream original = super.getOutputStream();
        ServletOutputStream known = stream;
        if (known == null) {
            known = new CountedOutputStream(original, this, bodies);
            stream = known;
        }
        return known;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        PrintWriter original = super.getWriter();
        PrintWriter known = writer;
        if (known == null) {
            EncodedLength length = EncodedLength.of(getCharacterEncoding());
            known = length == null ? original : new CountedWriter(original, length, bodies);
            writer = known;
            bodies.usesWriter();
            if (length == null) {
                bodies.responseUncountable();
            }
        }
        return known;
    }

    @Override
    public void flushBuffer() throws IOException {
        try {
            super.flushBuffer();
        } catch (IOException undelivered) {
            bodies.responseBroken(this);
            throw undelivered;
        }
    }

    @Override
    public void reset() {
        super.reset();
        bodies.responseReset();
        stream = null;
        writer = null;
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        bodies.responseReset();
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        super.sendError(status, message);
        bodies.responseReset();
    }

    @Override
    public void sendError(int status) throws IOException {
        super.sendError(status);
        bodies.responseReset();
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        super.sendRedirect(location);
        bodies.responseReset();
    }

    /** Servlet 6.1; no override in 6.0, against which this is compiled. */
    public void sendRedirect(String location, int status) throws IOException {
        sendRedirect(location, status, true);
    }

    /** Servlet 6.1. */
    public void sendRedirect(String location, boolean clearBuffer) throws IOException {
        sendRedirect(location, SC_FOUND, clearBuffer);
    }

    /** Servlet 6.1; a body that is not thrown away is sent, and counts. */
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
        Servlet61.sendRedirect((HttpServletResponse) getResponse(), location, status, clearBuffer);
        if (clearBuffer) {
            bodies.responseReset();
        }
    }

    private static final class CountedOutputStream extends ServletOutputStream {

        private final ServletOutputStream delegate;
        private final HttpServletResponse response;
        private final BodyCounter bodies;

        CountedOutputStream(ServletOutputStream delegate, HttpServletResponse response, BodyCounter bodies) {
            this.delegate = delegate;
            this.response = response;
            this.bodies = bodies;
        }

        private void broken() {
            bodies.responseBroken(response);
        }

        @Override
        public void write(int value) throws IOException {
            try {
                delegate.write(value);
            } catch (IOException undelivered) {
                broken();
                throw undelivered;
            }
            bodies.written(1);
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            write(bytes, 0, bytes.length);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                delegate.write(bytes, offset, length);
            } catch (IOException undelivered) {
                broken();
                throw undelivered;
            }
            bodies.written(length);
        }

        /** Servlet 6.1; its own way would refuse a write that may block (A35). */
        @SuppressWarnings({"EffectivelyPrivate", "UnusedMethod"}) // the container's class has it at run time
        public void write(ByteBuffer from) throws IOException {
            int length = from.remaining();
            try {
                Servlet61.write(delegate, from);
            } catch (IOException undelivered) {
                broken();
                throw undelivered;
            }
            bodies.written(length);
        }

        @Override
        public void flush() throws IOException {
            try {
                delegate.flush();
            } catch (IOException undelivered) {
                broken();
                throw undelivered;
            }
        }

        @Override
        public void close() throws IOException {
            try {
                delegate.close();
            } catch (IOException undelivered) {
                broken();
                throw undelivered;
            }
        }

        @Override
        public boolean isReady() {
            return delegate.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            delegate.setWriteListener(listener);
        }
    }

    /** The container's own writer, and beside it the length that its encoder makes of what is written. */
    private static final class CountedWriter extends PrintWriter {

        private final PrintWriter delegate;
        private final EncodedLength length;
        private final BodyCounter bodies;

        CountedWriter(PrintWriter delegate, EncodedLength length, BodyCounter bodies) {
            super(delegate);
            this.delegate = delegate;
            this.length = length;
            this.bodies = bodies;
        }

        @Override
        public void write(int character) {
            delegate.write(character);
            bodies.written(length.of((char) character));
        }

        @Override
        public void write(char[] characters, int offset, int count) {
            delegate.write(characters, offset, count);
            for (int i = offset; i < offset + count; i++) {
                bodies.written(length.of(characters[i]));
            }
        }

        @Override
        public void write(String text, int offset, int count) {
            delegate.write(text, offset, count);
            for (int i = offset; i < offset + count; i++) {
                bodies.written(length.of(text.charAt(i)));
            }
        }

        @Override
        public void write(char[] characters) {
            write(characters, 0, characters.length);
        }

        @Override
        public void write(String text) {
            write(text, 0, text.length());
        }

        @Override
        public void println() {
            delegate.println();
            bodies.written(System.lineSeparator().length());
        }

        @Override
        public void flush() {
            delegate.flush();
        }

        @Override
        public void close() {
            delegate.close();
        }

        @Override
        public boolean checkError() {
            return delegate.checkError();
        }
    }
}
