// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's MariaDB, started by hand on a free port, with data of its own. */
final class MariadbServer {

    private final Process process;
    private final int port;

    private MariadbServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static MariadbServer start(Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        Path log = folder.resolve("log");
        int installed = run(
                        log,
                        List.of(
                                "mariadb-install-db",
                                "--no-defaults",
                                "--user=" + System.getProperty("user.name"),
                                "--datadir=" + data,
                                "--skip-test-db",
                                "--auth-root-authentication-method=normal"))
                .waitFor();
        if (installed != 0) {
            throw new IOException(Files.readString(log));
        }
        int port = freePort();
        Process process = run(
                log,
                List.of(
                        "mariadbd",
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + data,
                        "--socket=" + folder.resolve("socket"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--bind-address=127.0.0.1",
                        "--port=" + port));
        MariadbServer server = new MariadbServer(process, port);
        server.awaitReady(log);
        return server;
    }

    private static Process run(Path log, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    String url() {
        return "jdbc:mariadb://127.0.0.1:" + port
                + "/shop?user=root&createDatabaseIfNotExist=true&allowMultiQueries=true";
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!isReady()) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                stop();
                throw new IOException(Files.readString(log));
            }
        }
    }

    private boolean isReady() {
        try (Connection connection = DriverManager.getConnection(url())) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
