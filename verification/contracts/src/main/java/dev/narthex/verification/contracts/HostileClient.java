// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A client that asks for what nobody has, over as few connections as the server lets it. Not thread-safe. */
final class HostileClient implements AutoCloseable {

    private static final String[] ODDITIES = {";a=1", "//", "/./", "%2e", "/", "%C3%A9", "~", "+", "@", ""};

    private final int port;
    private final Client counted;
    private @Nullable Socket socket;

    HostileClient(int port, Client counted) {
        this.port = port;
        this.counted = counted;
    }

    /** A path below one that nobody has, with one of the things that paths may have. */
    static String path(Random random) {
        return "/x" + Long.toString(random.nextLong(1L << 60), 36) + ODDITIES[random.nextInt(ODDITIES.length)]
                + Integer.toString(random.nextInt(1 << 20), 36);
    }

    /** A method that nobody knows. */
    static String method(Random random) {
        return "M" + Long.toString(random.nextLong(1L << 60), 36).toUpperCase(Locale.ROOT);
    }

    /** Sends a request and reads its answer to the end; once more if the server had closed the idle connection. */
    void send(String method, String path) throws IOException {
        counted.countOne();
        boolean idle = socket != null;
        boolean answered = idle && exchange(method, path);
        if (!answered) {
            close();
            if (!exchange(method, path)) {
                throw new IOException("a new connection must be answered: " + method + " " + path);
            }
        }
    }

    /** Whether there was an answer. */
    private boolean exchange(String method, String path) throws IOException {
        Socket to = connected();
        InputStream from = to.getInputStream();
        PushbackInputStream answer = new PushbackInputStream(new BufferedInputStream(from));
        try {
            to.getOutputStream().write(Wire.bytes(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            int first = answer.read();
            if (first < 0) {
                return false;
            }
            answer.unread(first);
        } catch (SocketException closed) {
            return false;
        }
        if (!Wire.readAnswer(answer)) {
            close();
        }
        return true;
    }

    private Socket connected() throws IOException {
        Socket known = socket;
        if (known == null) {
            known = new Socket(InetAddress.getLoopbackAddress(), port);
            known.setTcpNoDelay(true);
            known.setSoTimeout(30_000);
            socket = known;
        }
        return known;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
    }
}
