// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients from which a page must survive, all at once (E25, E32): some ask and do not read, some do not finish asking or do
 * not begin, some ask again as soon as they are answered. It lasts until it is closed.
 */
final class Attack implements AutoCloseable {

    static final int STALLED = 16;
    static final int HALF_OPEN = 1000;
    static final int GREEDY = 50;

    /** Answers that a greedy client gets before the attack counts as under way. */
    private static final int WARM = 2;

    private static final int PATIENCE_MILLIS = 30_000;

    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final List<Thread> greedy = new ArrayList<>();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong turnedAways = new AtomicLong();
    private final CountDownLatch underWay = new CountDownLatch(GREEDY * WARM);
    private final String request;
    private final int port;
    private volatile boolean over;

    private Attack(int port, String path) {
        this.port = port;
        this.request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    /** Begins, and returns when all are there and the greedy ones are being answered. */
    static Attack on(int port, String path) throws IOException, InterruptedException {
        Attack attack = new Attack(port, path);
        for (int i = 0; i < STALLED; i++) {
            attack.send(1024, attack.request.repeat(400)); // more answers than any buffer takes
        }
        for (int i = 0; i < HALF_OPEN; i++) {
            attack.send(1024, i % 2 == 0 ? "" : "GET /half");
        }
        for (int i = 0; i < GREEDY; i++) {
            Thread thread = new Thread(attack::askWithoutPause, "greedy-" + i);
            thread.setDaemon(true);
            attack.greedy.add(thread);
            thread.start();
        }
        if (!attack.underWay.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            attack.close();
            throw new AssertionError("only " + attack.answers + " answers, and " + attack.turnedAways
                    + " times turned away, within " + PATIENCE_MILLIS + " ms");
        }
        return attack;
    }

    /** How many answers the greedy ones got so far. */
    long answers() {
        return answers.get();
    }

    private Socket send(int window, String text) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(window);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.getOutputStream().write(Wire.bytes(text));
        return socket;
    }

    /** On a new connection whenever the server has closed the one before. */
    private void askWithoutPause() {
        while (!over) {
            try (Socket socket = send(64 * 1024, "")) {
                InputStream in = socket.getInputStream();
                while (!over) {
                    socket.getOutputStream().write(Wire.bytes(request));
                    Wire.readAnswer(in);
                    answers.incrementAndGet();
                    underWay.countDown();
                }
            } catch (IOException turnedAway) {
                turnedAways.incrementAndGet(); // and comes back at once
            }
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
        for (Socket socket : sockets) {
            socket.close();
        }
        try {
            for (Thread thread : greedy) {
                thread.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
