// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A client that asks for what nobody has, over as few connections as the server lets it. Not thread-safe. */
final class HostileClient implements AutoCloseable {

    private static final String[] ODDITIES = {";a=1", "//", "/./", "%2e", "/", "%C3%A9", "~", "+", "@", ""};

    private final int port;
    private final Client counted;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

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

    /** Sends a request and reads its answer to the end. */
    void send(String method, String path) throws IOException {
        InputStream from = in;
        Socket to = socket;
        if (from == null || to == null) {
            to = new Socket(InetAddress.getLoopbackAddress(), port);
            to.setTcpNoDelay(true);
            to.setSoTimeout(30_000);
            from = new BufferedInputStream(to.getInputStream());
            socket = to;
            in = from;
        }
        counted.countOne();
        to.getOutputStream().write(Wire.bytes(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        try {
            if (!Wire.readAnswer(from)) {
                close();
            }
        } catch (IOException unreadable) {
            throw new IOException("an answer must be readable: to " + method + " " + path, unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        in = null;
    }
}
