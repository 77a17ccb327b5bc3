// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.redis.LettuceCaches;
import dev.narthex.verification.contracts.ManyLookUps;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Lettuce used by itself. */
class LettuceTest extends RedisContract implements ManyLookUps {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private RedisClient client;
    private StatefulRedisConnection<String, String> connection;

    @SuppressWarnings("NullAway.Init") // made before each test
    LettuceTest() {}

    private record LettuceStore(StatefulRedisConnection<String, String> connection) implements Store {

        @Override
        public @Nullable Object get(Object key) {
            return connection.sync().get((String) key);
        }

        @Override
        public void put(Object key, Object value) {
            connection.sync().set((String) key, (String) value);
        }

        @Override
        public void remove(Object key) {
            connection.sync().del((String) key);
        }
    }

    @BeforeEach
    void connect() {
        client = RedisClient.create("redis://127.0.0.1:" + redis.port());
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        connection = client.connect();
        connection.setTimeout(Duration.ofSeconds(5));
    }

    @AfterEach
    void disconnect() {
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }

    @Override
    protected Object breakLookUps() throws Exception {
        Object key = super.breakLookUps();
        awaitConnection(false); // until it has noticed
        return key;
    }

    @Override
    protected void mend() throws Exception {
        super.mend();
        awaitConnection(true);
    }

    private void awaitConnection(boolean open) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (connection.isOpen() != open) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(10);
        }
    }

    @Override
    protected Store bare() {
        return new LettuceStore(connection);
    }

    @Override
    protected Store measured(CacheMetrics metrics) {
        return new LettuceStore(LettuceCaches.wrap("books", connection, metrics));
    }

    @Override
    public void getMany(Store books, List<String> keys) {
        ((LettuceStore) books).connection().sync().mget(keys.toArray(String[]::new));
    }
}
