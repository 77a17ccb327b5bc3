// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.process;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One connection that is kept alive, with as little work of its own as can be: a client's price would disturb what is
 * measured on the same processors. Not thread-safe.
 */
final class HttpConnection implements AutoCloseable {

    private static final int OK = 200;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        this.out = socket.getOutputStream();
    }

    /** A connection to this machine. */
    static HttpConnection to(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return new HttpConnection(socket);
    }

    /** The bytes of a request, to be sent often. */
    static byte[] request(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The body of an answer. */
    String get(String path) throws IOException {
        return new String(exchange(request(path)), StandardCharsets.UTF_8);
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @throws IOException if the answer is not 200
     */
    byte[] exchange(byte[] request) throws IOException {
        out.write(request);
        out.flush();
        String status = line();
        if (!status.startsWith("HTTP/1.1 " + OK)) {
            throw new IOException("the application must answer " + OK + ": " + status);
        }
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).trim());
            }
            chunked |= header.equalsIgnoreCase("Transfer-Encoding: chunked");
        }
        return chunked ? chunks() : in.readNBytes(length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private byte[] chunks() throws IOException {
        byte[] body = {};
        while (true) {
            int length = Integer.parseInt(line(), 16);
            byte[] chunk = in.readNBytes(length);
            line();
            if (length == 0) {
                return body;
            }
            byte[] longer = Arrays.copyOf(body, body.length + length);
            System.arraycopy(chunk, 0, longer, body.length, length);
            body = longer;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the application must not close a connection that is kept alive");
            }
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
    }
}
