// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server of this machine in a process of its own, which answers HTTP on a loopback port. Closing it ends the process. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;
    private final Path log;

    private ServerProcess(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param ready what it answers with 200 when it is
     * @param environment what its environment has beside that of this process
     */
    public static ServerProcess start(
            List<String> command, Map<String, String> environment, int port, String ready, Path log)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        ServerProcess server = new ServerProcess(builder.start(), URI.create("http://127.0.0.1:" + port), log);
        try {
            server.awaitReady(ready);
        } catch (RuntimeException | IOException | Error notReady) {
            server.close();
            throw notReady;
        }
        return server;
    }

    /** A program of a Debian package, from the PATH. */
    public static String program(String name, String debianPackage) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not on the PATH; as root: apt-get install "
                        + debianPackage + ", or see ./check --help"))
                .toString();
    }

    /** A port on which nobody listens now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public HttpResponse<String> get(String path) throws IOException {
        try {
            return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(String ready) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady(ready)) {
            if (System.nanoTime() - deadline > 0 || !process.isAlive()) {
                throw new AssertionError("it did not become ready:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private boolean isReady(String ready) {
        try {
            return get(ready).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
