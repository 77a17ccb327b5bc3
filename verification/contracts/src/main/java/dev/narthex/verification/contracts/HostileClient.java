// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/** A client that asks for what nobody has, many requests on end over one connection without waiting. Not thread-safe. */
final class HostileClient {

    private static final String[] ODDITIES = {";a=1", "//", "/./", "%2e", "/", "%C3%A9", "~", "+", "@", ""};

    /** Less than a server takes over one connection: Tomcat takes a hundred. */
    private static final int ON_END = 50;

    private static final int PATIENCE_MILLIS = 30_000;

    private final Random random = new Random(7);
    private final int port;
    private final Client counted;

    HostileClient(int port, Client counted) {
        this.port = port;
        this.counted = counted;
    }

    /** A path below one that nobody has, with one of the things that paths may have. */
    private String path() {
        return "/x" + Long.toString(random.nextLong(1L << 60), 36) + ODDITIES[random.nextInt(ODDITIES.length)]
                + Integer.toString(random.nextInt(1 << 20), 36);
    }

    /** A method that nobody knows. */
    private String method() {
        return "M" + Long.toString(random.nextLong(1L << 60), 36).toUpperCase(Locale.ROOT);
    }

    /** Sends so many random paths, and then so many random methods; reads all answers to their end. */
    void send(int paths, int methods) throws IOException {
        send(paths, () -> "GET " + path());
        send(methods, () -> method() + " /plain");
    }

    private void send(int requests, Supplier<String> methodAndPath) throws IOException {
        for (int left = requests; left > 0; left -= ON_END) {
            exchange(Math.min(left, ON_END), methodAndPath);
        }
    }

    private void exchange(int requests, Supplier<String> methodAndPath) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            StringBuilder all = new StringBuilder();
            for (int i = 1; i <= requests; i++) {
                all.append(methodAndPath.get()).append(" HTTP/1.1\r\nHost: localhost\r\n");
                all.append(i == requests ? "Connection: close\r\n\r\n" : "\r\n");
                counted.countOne();
            }
            socket.getOutputStream().write(Wire.bytes(all.toString()));
            InputStream answers = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; i < requests; i++) {
                Wire.readAnswer(answers);
            }
        }
    }
}
