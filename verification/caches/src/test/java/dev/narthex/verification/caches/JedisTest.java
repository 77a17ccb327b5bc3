// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.redis.JedisCaches;
import dev.narthex.verification.contracts.ManyLookUps;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.commands.JedisCommands;

/** Jedis used by itself. */
@SuppressWarnings("deprecation") // Jedis 7 has other names beside; these are in 6 too
class JedisTest extends RedisContract implements ManyLookUps {

    private JedisPooled jedis;

    @SuppressWarnings("NullAway.Init") // made before each test
    JedisTest() {}

    private record JedisStore(JedisCommands commands) implements Store {

        @Override
        public @Nullable Object get(Object key) {
            return commands.get((String) key);
        }

        @Override
        public void put(Object key, Object value) {
            commands.set((String) key, (String) value);
        }

        @Override
        public void remove(Object key) {
            commands.del((String) key);
        }
    }

    @BeforeEach
    void connect() {
        jedis = new JedisPooled("127.0.0.1", redis.port());
    }

    @AfterEach
    void disconnect() {
        jedis.close();
    }

    @Override
    protected Store bare() {
        return new JedisStore(jedis);
    }

    @Override
    protected Store measured(CacheMetrics metrics) {
        return new JedisStore(JedisCaches.wrap("books", jedis, metrics));
    }

    @Override
    public void getMany(Store books, List<String> keys) {
        ((JedisStore) books).commands().mget(keys.toArray(String[]::new));
    }
}
