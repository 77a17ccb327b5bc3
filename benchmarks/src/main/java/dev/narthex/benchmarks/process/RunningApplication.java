// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the application that answers. */
final class RunningApplication implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("started on port (\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int POLL_MILLIS = 20;
    static final String VIEW = "/books/42";

    private final Variant variant;
    private final Process process;
    private final int port;
    private final int metricsPort;
    private final double startCpuSeconds;

    private RunningApplication(Variant variant, Process process, int port, int metricsPort, double startCpuSeconds) {
        this.variant = variant;
        this.process = process;
        this.port = port;
        this.metricsPort = metricsPort;
        this.startCpuSeconds = startCpuSeconds;
    }

    /** Starts it and waits for its first answer. */
    static RunningApplication start(Variant variant, Path folder) throws IOException, InterruptedException {
        int metricsPort = freePort();
        Path log = Files.createTempFile(folder, variant.label() + "-", ".log");
        Process process = new ProcessBuilder(variant.command(metricsPort))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            int port = awaitPort(process, log);
            try (HttpConnection connection = HttpConnection.to(port)) {
                connection.get(VIEW);
            }
            return new RunningApplication(variant, process, port, metricsPort, cpuSeconds(process));
        } catch (IOException | InterruptedException | RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    /** What it is. */
    Variant variant() {
        return variant;
    }

    /** Where it answers. */
    int port() {
        return port;
    }

    /** What it had used of the processors when it first answered. */
    double startCpuSeconds() {
        return startCpuSeconds;
    }

    /** What it has used of the processors since it was started. */
    double cpuSeconds() {
        return cpuSeconds(process);
    }

    /** How much memory it holds once its garbage is gone. */
    double residentMegabytes() throws IOException, InterruptedException {
        Process collection = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (collection.waitFor() != 0) {
            throw new IOException("jcmd must be able to collect the garbage of process " + process.pid());
        }
        Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        if (!resident.find()) {
            throw new IOException("/proc/" + process.pid() + "/status must have a line VmRSS");
        }
        return Long.parseLong(resident.group(1)) / 1024.0;
    }

    /** How many requests it says that it has answered; 0 where it counts none. */
    long countedRequests() throws IOException {
        String name = variant.requestCount();
        if (name.isEmpty()) {
            return 0;
        }
        try (HttpConnection connection = HttpConnection.to(variant.hasPortOfItsOwn() ? metricsPort : port)) {
            return connection
                    .get(variant.page())
                    .lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int awaitPort(Process process, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Matcher port = PORT.matcher(Files.readString(log));
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("the application must start; it says:\n" + Files.readString(log));
            }
        }
        throw new IOException("the application must start within " + PATIENCE + "; it says:\n" + Files.readString(log));
    }

    private static double cpuSeconds(Process process) {
        return process.info()
                        .totalCpuDuration()
                        .orElseThrow(() ->
                                new IllegalStateException("the system must tell the time that a process has used"))
                        .toNanos()
                / 1e9;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
