// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a number of requests has shown.
 *
 * @param requests how many there were
 * @param seconds how long they took together
 * @param p99Millis what 99 of 100 of them took at most
 */
record Load(int requests, double seconds, double p99Millis) {

    /** As many as the machine that the targets were set on has processors. */
    private static final int CONNECTIONS = 2;

    private static final byte[] REQUEST = HttpConnection.request(RunningApplication.VIEW);

    /** How many there were a second. */
    double throughput() {
        return requests / seconds;
    }

    /** So many requests over two connections that are kept alive, each sent when the one before is answered. */
    static Load of(int requests, int port) throws IOException, InterruptedException {
        int each = requests / CONNECTIONS;
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            long before = System.nanoTime();
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Callable<long[]> client = () -> latencies(each, port);
                running.add(threads.submit(client));
            }
            long[] latencies = new long[each * CONNECTIONS];
            for (int i = 0; i < CONNECTIONS; i++) {
                System.arraycopy(running.get(i).get(), 0, latencies, i * each, each);
            }
            double seconds = (System.nanoTime() - before) / 1e9;
            Arrays.sort(latencies);
            return new Load(latencies.length, seconds, latencies[latencies.length * 99 / 100] / 1e6);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[] latencies(int requests, int port) throws IOException {
        long[] latencies = new long[requests];
        try (HttpConnection connection = HttpConnection.to(port)) {
            for (int i = 0; i < requests; i++) {
                long sent = System.nanoTime();
                connection.exchange(REQUEST);
                latencies[i] = System.nanoTime() - sent;
            }
        }
        return latencies;
    }
}
