// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import java.io.IOException;
import java.net.ServerSocket;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** A real Redis that can be stopped and started again. */
final class Redis implements AutoCloseable {

    private final int port;
    private final RedisServer server;

    private Redis(int port, RedisServer server) {
        this.port = port;
        this.server = server;
    }

    static Redis start() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        return new Redis(port, server);
    }

    int port() {
        return port;
    }

    void kill() throws IOException {
        server.stop();
    }

    void comeBack() throws IOException {
        server.start();
    }

    /** Forgets everything. */
    void empty() {
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            jedis.flushAll();
        }
    }

    /** For so long it answers nobody. */
    void sleep(int millis) {
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            jedis.clientPause(millis);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
