// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request with a chunked body whose bytes are counted as the application reads them. Delegates everything. */
final class CountedRequest extends HttpServletRequestWrapper {

    private final BodyCounter bodies;
    private @Nullable ServletInputStream stream;
    private @Nullable BufferedReader reader;

    CountedRequest(HttpServletRequest request, BodyCounter bodies) {
        super(request);
        this.bodies = bodies;
    }

    /** Whether a request is counted already, however deep. */
    static boolean isWrappedBy(HttpServletRequest request) {
        return request instanceof CountedRequest
                || (request instanceof ServletRequestWrapper wrapper && wrapper.isWrapperFor(CountedRequest.class));
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (reader != null) {
            throw new IllegalStateException("getReader() has already been called for this request");
        }
        return stream();
    }

    @Override
    public BufferedReader getReader() throws IOException {
        BufferedReader known = reader;
        if (known == null) {
            if (stream != null) {
                throw new IllegalStateException("getInputStream() has already been called for this request");
            }
            String encoding = getCharacterEncoding();
            known = new BufferedReader(
                    new InputStreamReader(stream(), encoding == null ? StandardCharsets.ISO_8859_1.name() : encoding));
            reader = known;
        }
        return known;
    }

    private ServletInputStream stream() throws IOException {
        ServletInputStream known = stream;
        if (known == null) {
            known = new CountedInputStream(super.getInputStream(), bodies);
            stream = known;
            bodies.requestOpened();
        }
        return known;
    }

    private static final class CountedInputStream extends ServletInputStream {

        private final ServletInputStream delegate;
        private final BodyCounter bodies;

        CountedInputStream(ServletInputStream delegate, BodyCounter bodies) {
            this.delegate = delegate;
            this.bodies = bodies;
        }

        @Override
        public int read() throws IOException {
            int value = delegate.read();
            if (value >= 0) {
                bodies.read(1);
            }
            return value;
        }

        @Override
        public int read(byte[] into) throws IOException {
            return counted(delegate.read(into));
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return counted(delegate.read(into, offset, length));
        }

        /** Servlet 6.1; its own way would refuse a read that may block (A35). */
        @SuppressWarnings({"EffectivelyPrivate", "UnusedMethod"}) // the container's class has it at run time
        public int read(ByteBuffer into) throws IOException {
            return counted(Servlet61.read(delegate, into));
        }

        @Override
        public byte[] readAllBytes() throws IOException {
            byte[] all = delegate.readAllBytes();
            bodies.read(all.length);
            return all;
        }

        @Override
        public int readLine(byte[] into, int offset, int length) throws IOException {
            return counted(delegate.readLine(into, offset, length));
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = delegate.skip(bytes);
            bodies.read(skipped);
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return delegate.available();
        }

        @Override
        public boolean isFinished() {
            return delegate.isFinished();
        }

        @Override
        public boolean isReady() {
            return delegate.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            delegate.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            delegate.close();
        }

        private int counted(int bytes) {
            if (bytes > 0) {
                bodies.read(bytes);
            }
            return bytes;
        }
    }
}
