// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.redis;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.CacheRecorder;
import io.lettuce.core.KeyValue;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.lang.reflect.InvocationHandler;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures a Lettuce connection whose keys are a cache: what it gets, sets and deletes, through {@code sync()} and {@code
 * async()}. Thread-safe.
 *
 * <pre>{@code
 * StatefulRedisConnection<String, String> sessions = LettuceCaches.wrap("sessions", client.connect(), metrics);
 * }</pre>
 *
 * The keys count for {@code sessions} whatever they are; GET, GETEX, GETDEL, GETSET and MGET are look-ups. All other commands
 * pass uncounted, and so does {@code reactive()}. A look-up lasts from the call to its reply, the time in the client's queue
 * included (C19).
 */
public final class LettuceCaches {

    /** The ways to the commands that are measured. */
    private static final Set<String> MEASURED = Set.of("sync", "async");

    private LettuceCaches() {}

    /**
     * The connection, measured; what it does not measure is its own.
     *
     * @param name what the label {@code cache_name} shows
     */
    @SuppressWarnings("unchecked") // of the interfaces of the connection
    public static <K, V> StatefulRedisConnection<K, V> wrap(
            String name, StatefulRedisConnection<K, V> connection, CacheMetrics metrics) {
        return (StatefulRedisConnection<K, V>) measured(name, connection, connection::isMulti, metrics);
    }

    /** The same for a connection to a cluster. */
    @SuppressWarnings("unchecked") // of the interfaces of the connection
    public static <K, V> StatefulRedisClusterConnection<K, V> wrap(
            String name, StatefulRedisClusterConnection<K, V> connection, CacheMetrics metrics) {
        return (StatefulRedisClusterConnection<K, V>) measured(name, connection, () -> false, metrics);
    }

    private static Object measured(
            String name, StatefulConnection<?, ?> connection, BooleanSupplier queues, CacheMetrics metrics) {
        CacheRecorder recorder = metrics.remoteCache(name, "redis");
        Map<String, Object> commands = new ConcurrentHashMap<>();
        InvocationHandler handler = (proxy, method, arguments) -> {
            Object own = Proxies.invoke(proxy, connection, method, arguments);
            if (own == null || !MEASURED.contains(method.getName())) {
                return own;
            }
            return commands.computeIfAbsent(
                    method.getName(),
                    way -> Proxies.of(
                            own,
                            new MeasuredCommands(own, recorder, metrics.guard(), LettuceCaches::isPresent, queues)));
        };
        return Proxies.of(connection, handler);
    }

    private static boolean isPresent(@Nullable Object reply) {
        return reply instanceof KeyValue<?, ?> entry && entry.hasValue();
    }
}
