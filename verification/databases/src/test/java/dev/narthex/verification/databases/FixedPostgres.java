// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL that starts again with the same data on the same port.
 *
 * @param data where its data are
 * @param port where it listens
 */
record FixedPostgres(Path data, int port) {

    /** One that has not started yet, on a port that is free. */
    static FixedPostgres in(Path folder) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return new FixedPostgres(folder.resolve("data"), socket.getLocalPort());
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
    }

    /** Kills the server and all its children, as a machine that goes dark. */
    void kill() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(List.of(server));
        all.addAll(server.descendants().toList());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }
}
