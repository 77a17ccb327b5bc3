// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.redis;

import dev.narthex.cache.CacheMetrics;
import java.util.Objects;
import redis.clients.jedis.commands.JedisBinaryCommands;
import redis.clients.jedis.commands.JedisCommands;

/**
 * Measures a Jedis client whose keys are a cache: what it gets, sets and deletes. Thread-safe.
 *
 * <pre>{@code
 * JedisCommands sessions = JedisCaches.wrap("sessions", new JedisPooled("localhost", 6379), metrics);
 * }</pre>
 *
 * The keys count for {@code sessions} whatever they are; GET, GETEX, GETDEL, GETSET and MGET are look-ups. All other commands
 * pass uncounted, and so do pipelines and transactions, which are made by the client itself.
 */
public final class JedisCaches {

    private JedisCaches() {}

    /**
     * The client's commands, measured; the result has all interfaces of the client.
     *
     * @param name what the label {@code cache_name} shows
     */
    public static JedisCommands wrap(String name, JedisCommands client, CacheMetrics metrics) {
        return (JedisCommands) measured(name, client, metrics);
    }

    /** The same for keys and values that are bytes. */
    public static JedisBinaryCommands wrapBinary(String name, JedisBinaryCommands client, CacheMetrics metrics) {
        return (JedisBinaryCommands) measured(name, client, metrics);
    }

    private static Object measured(String name, Object client, CacheMetrics metrics) {
        return Proxies.of(
                client,
                new MeasuredCommands(
                        client,
                        metrics.remoteCache(name, "redis"),
                        metrics.guard(),
                        Objects::nonNull,
                        () -> false)); // what queues is another object
    }
}
