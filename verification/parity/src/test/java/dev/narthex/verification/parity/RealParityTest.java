// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.parity;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import redis.embedded.RedisServer;

/** With the servers that the recorded site had: PostgreSQL, and a Redis that is stopped on the way. */
class RealParityTest extends ParityContract {

    private EmbeddedPostgres postgres;
    private RedisServer redis;

    @SuppressWarnings("NullAway.Init") // the servers are started first
    RealParityTest() {
        super("real");
    }

    @Override
    List<String> startServers() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        int port = freePort();
        redis = RedisServer.newRedisServer().port(port).bind("127.0.0.1").build();
        redis.start();
        return List.of(
                "--spring.profiles.active=reference,real",
                "--BOOKSHOP_DATABASE_URL=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--BOOKSHOP_DATABASE_USERNAME=postgres",
                "--BOOKSHOP_DATABASE_PASSWORD=postgres",
                "--BOOKSHOP_REDIS_URL=redis://127.0.0.1:" + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    void prepare(String before) throws IOException {
        switch (before) {
            case "stop_redis" -> redis.stop();
            case "start_redis" -> redis.start();
            default -> throw new IllegalArgumentException("unknown: " + before);
        }
    }

    @Override
    void stopServers() throws IOException {
        if (redis != null) {
            redis.stop();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Override
    int expectedStatus(Step step) {
        return step.status();
    }

    @Override
    Map<String, Integer> shift(Step step) {
        return Map.of();
    }
}
