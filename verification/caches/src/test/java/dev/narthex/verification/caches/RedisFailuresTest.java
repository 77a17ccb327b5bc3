// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.redis.JedisCaches;
import dev.narthex.cache.redis.LettuceCaches;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.testkit.Scrape;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.commands.JedisBinaryCommands;
import redis.clients.jedis.commands.JedisCommands;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.params.SetParams;

/** Clients used by themselves, on a Redis that is up, slow, gone and back. */
@SuppressWarnings("deprecation") // Jedis 7 has other names beside; these are in 6 too
class RedisFailuresTest {

    private final Application application = Application.of(Settings.create());
    private final CacheMetrics metrics = CacheMetrics.create(application);
    private Redis redis;

    @SuppressWarnings("NullAway.Init") // started before each test
    RedisFailuresTest() {}

    @BeforeEach
    void start() throws Exception {
        redis = Redis.start();
    }

    @AfterEach
    void stop() throws Exception {
        redis.close();
    }

    private String gets() {
        return Scrape.of(application).family("django_cache_gets_total");
    }

    private static String line(String result, int times) {
        return "django_cache_gets_total{cache_name=\"sessions\",backend=\"redis\",result=\"%s\"} %d.0\n"
                .formatted(result, times);
    }

    private double of(String sample) {
        return Scrape.of(application).value(sample);
    }

    @Nested
    class ThroughJedis {

        private JedisPooled jedis;
        private JedisCommands sessions;

        @SuppressWarnings("NullAway.Init") // connected before each test
        ThroughJedis() {}

        @BeforeEach
        void connect() {
            jedis = new JedisPooled("127.0.0.1", redis.port());
            sessions = JedisCaches.wrap("sessions", jedis, metrics);
        }

        @AfterEach
        void disconnect() {
            jedis.close();
        }

        @Test // C2
        void aServerThatIsKilledIsNeitherAHitNorAMiss() throws Exception {
            sessions.set("a", "A");
            assertThat(sessions.get("a")).isEqualTo("A");
            redis.kill();

            assertThatThrownBy(() -> sessions.get("a")).isInstanceOf(JedisConnectionException.class);
            assertThatThrownBy(() -> sessions.mget("a", "b")).isInstanceOf(JedisConnectionException.class);
            assertThatThrownBy(() -> sessions.set("a", "B")).isInstanceOf(JedisConnectionException.class);
            assertThatThrownBy(() -> sessions.del("a")).isInstanceOf(JedisConnectionException.class);

            redis.comeBack();
            assertThat(sessions.get("a")).isNull();
            assertThat(gets()).isEqualTo(line("hit", 1) + line("error", 3) + line("miss", 1));
            assertThat(of("django_cache_get_fail_total{backend=\"redis\"}")).isEqualTo(3);
            assertThat(of("django_cache_sets_total{cache_name=\"sessions\"}")).isEqualTo(1);
            assertThat(Scrape.of(application).family("django_cache_deletes_total"))
                    .isEmpty();
        }

        @Test // C2
        void whatTheClientThrowsIsTheVeryObject() throws Exception {
            List<Throwable> thrown = new ArrayList<>();
            JedisCommands remembering = (JedisCommands) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {JedisCommands.class}, (proxy, method, arguments) -> {
                        try {
                            return method.invoke(jedis, arguments);
                        } catch (InvocationTargetException theirs) {
                            thrown.add(theirs.getCause());
                            throw theirs.getCause();
                        }
                    });
            redis.kill();

            Throwable ours = catchThrowable(
                    () -> JedisCaches.wrap("sessions", remembering, metrics).get("a"));

            assertThat(thrown).hasSize(1);
            assertThat(ours).isSameAs(thrown.get(0));
        }

        @Test
        void aSlowServerIsASlowHit() {
            sessions.set("a", "A");
            redis.sleep(300);

            assertThat(sessions.get("a")).isEqualTo("A");

            assertThat(gets()).isEqualTo(line("hit", 1));
            assertThat(of("django_cache_lookup_seconds_sum{cache_name=\"sessions\"}"))
                    .isBetween(0.2, 5.0);
            assertThat(of("django_cache_lookup_seconds_bucket{cache_name=\"sessions\",le=\"0.1\"}"))
                    .isZero();
        }

        @Test // C23
        void whatIsWrittenAndRemovedTheReplySays() {
            assertThat(sessions.set("a", "A")).isEqualTo("OK");
            assertThat(sessions.set("a", "B", SetParams.setParams().nx())).isNull();
            assertThat(sessions.setnx("a", "B")).isZero();
            assertThat(sessions.setnx("b", "B")).isEqualTo(1);
            assertThat(sessions.mset("c", "C", "d", "D")).isEqualTo("OK");
            assertThat(sessions.setGet("a", "A2")).isEqualTo("A");
            assertThat(sessions.getDel("a")).isEqualTo("A2");
            assertThat(sessions.getDel("a")).isNull();
            assertThat(sessions.del("b", "c", "absent")).isEqualTo(2);
            assertThat(sessions.exists("d")).isTrue(); // no look-up

            assertThat(of("django_cache_sets_total{cache_name=\"sessions\"}")).isEqualTo(5);
            assertThat(of("django_cache_deletes_total{cache_name=\"sessions\"}"))
                    .isEqualTo(3);
            assertThat(gets()).isEqualTo(line("hit", 2) + line("miss", 1));
        }

        @Test // C5
        void bytesAreTheSameKeyIfTheyAreTheSameBytes() {
            JedisBinaryCommands binary = JedisCaches.wrapBinary("sessions", jedis, metrics);
            binary.set(bytes("a"), bytes("A"));

            assertThat(binary.mget(bytes("a"), bytes("x"), bytes("a"))).hasSize(3);

            assertThat(gets()).isEqualTo(line("hit", 1) + line("miss", 1));
        }

        private byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Test // C25
        void theProxyHasWhatTheClientHas() {
            assertThat(sessions).isInstanceOf(JedisBinaryCommands.class).isInstanceOf(AutoCloseable.class);
            assertThat(sessions.equals(sessions)).isTrue();
            assertThat(sessions.hashCode()).isEqualTo(jedis.hashCode());
            assertThat(sessions).hasToString(jedis.toString());
        }
    }

    @Nested
    class ThroughLettuce {

        private RedisClient client;
        private StatefulRedisConnection<String, String> connection;

        @SuppressWarnings("NullAway.Init") // connected before each test
        ThroughLettuce() {}

        @BeforeEach
        void connect() {
            client = RedisClient.create("redis://127.0.0.1:" + redis.port());
            connection = LettuceCaches.wrap("sessions", client.connect(), metrics);
        }

        @AfterEach
        void disconnect() {
            connection.close();
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }

        @Test // C4, C19
        void anAsynchronousLookUpIsCountedWhenItsReplyHasCome() throws Exception {
            RedisAsyncCommands<String, String> commands = connection.async();
            commands.set("a", "A").get(5, TimeUnit.SECONDS);
            redis.sleep(300);
            RedisFuture<String> pending = commands.get("a");
            assertThat(gets()).isEmpty();

            assertThat(pending.get(5, TimeUnit.SECONDS)).isEqualTo("A");
            assertThat(commands.get("absent").get(5, TimeUnit.SECONDS)).isNull();
            assertThat(commands.mget("a", "x", "a").get(5, TimeUnit.SECONDS)).hasSize(3);

            assertThat(gets()).isEqualTo(line("hit", 2) + line("miss", 2));
            assertThat(of("django_cache_sets_total{cache_name=\"sessions\"}")).isEqualTo(1);
            assertThat(of("django_cache_lookup_seconds_sum{cache_name=\"sessions\"}"))
                    .isBetween(0.2, 5.0);
        }

        @Test // C4
        void oneThatIsCancelledHasFailed() {
            redis.sleep(300);
            RedisFuture<String> pending = connection.async().get("a");

            assertThat(pending.cancel(true)).isTrue();

            assertThat(gets()).isEqualTo(line("error", 1));
        }

        @Test // C2, C19
        void aServerThatIsTooSlowIsNeitherAHitNorAMiss() {
            connection.setTimeout(Duration.ofMillis(100));
            redis.sleep(1_000);

            assertThatThrownBy(() -> connection.sync().get("a")).isInstanceOf(RedisCommandTimeoutException.class);

            assertThat(gets()).isEqualTo(line("error", 1));
        }

        @Test // C18
        void whatATransactionQueuesIsNoReply() {
            RedisCommands<String, String> commands = connection.sync();
            commands.set("a", "A");
            commands.multi();
            assertThat(commands.get("a")).isNull();
            commands.set("a", "B");
            assertThat(commands.exec().<Object>get(0)).isEqualTo("A");

            assertThat(gets()).isEmpty();
            assertThat(commands.get("a")).isEqualTo("B");
            assertThat(gets()).isEqualTo(line("hit", 1));
            assertThat(of("django_cache_sets_total{cache_name=\"sessions\"}")).isEqualTo(1);
        }

        @Test // C23
        void whatIsWrittenAndRemovedTheReplySays() {
            RedisCommands<String, String> commands = connection.sync();
            assertThat(commands.set("a", "B", SetArgs.Builder.xx())).isNull();
            assertThat(commands.setnx("a", "A")).isTrue();
            assertThat(commands.setnx("a", "B")).isFalse();
            assertThat(commands.mset(Map.of("b", "B", "c", "C"))).isEqualTo("OK");
            assertThat(commands.del("a", "absent")).isEqualTo(1);
            assertThat(commands.exists("b")).isEqualTo(1); // no look-up

            assertThat(of("django_cache_sets_total{cache_name=\"sessions\"}")).isEqualTo(3);
            assertThat(of("django_cache_deletes_total{cache_name=\"sessions\"}"))
                    .isEqualTo(1);
            assertThat(gets()).isEmpty();
        }

        @Test
        void theConnectionIsTheClientsOwnBeside() {
            assertThat(connection.sync()).isSameAs(connection.sync());
            assertThat(connection.isMulti()).isFalse();
            assertThat(connection.reactive().get("a").blockOptional(Duration.ofSeconds(5)))
                    .isEmpty();
            assertThat(gets()).isEmpty();
        }
    }
}
