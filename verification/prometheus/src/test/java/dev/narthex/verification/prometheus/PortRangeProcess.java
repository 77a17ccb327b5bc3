// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.export.MetricsPage;
import dev.narthex.export.MetricsServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that has nothing but a page on the first free port of its settings, until its standard input ends. */
record PortRangeProcess(Process process, int port) implements AutoCloseable {

    /** What the process does. */
    public static void main(String[] arguments) throws IOException {
        try (MetricsServer server = MetricsServer.start(MetricsPage.create(Application.of(Settings.fromSystem())))) {
            System.out.println(server.port().orElseThrow());
            System.in.readAllBytes();
        }
    }

    /** Starts one, in a JVM of its own, and waits until it listens. */
    static PortRangeProcess start(String name, String range) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dnarthex.export.port=" + range,
                        "-Dnarthex.constant-labels=process=" + name,
                        PortRangeProcess.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String port = said.readLine();
        if (port == null) {
            throw new AssertionError("the process " + name + " ended without a port");
        }
        return new PortRangeProcess(process, Integer.parseInt(port));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the process did not end by itself");
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
