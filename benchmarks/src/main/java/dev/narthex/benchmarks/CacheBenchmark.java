// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.caffeine.CaffeineCaches;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one look-up in Caffeine costs: bare, measured by us, and with its own statistics as Micrometer reads them. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CacheBenchmark {

    private static final int ENTRIES = 1_024;

    /** Who measures the cache. */
    public enum By {
        NOBODY,
        NARTHEX,
        MICROMETER
    }

    /** A cache with a limit, as caches have, and every key that is asked for in it. */
    @State(Scope.Benchmark)
    public static class Books {

        @Param({"NOBODY", "NARTHEX", "MICROMETER"})
        public By by = By.NOBODY;

        private Integer[] keys;
        private LoadingCache<Integer, String> cache;
        private @Nullable MeterRegistry registry;

        @SuppressWarnings("NullAway.Init") // JMH calls fill first
        public Books() {}

        @Setup
        public void fill() {
            keys = new Integer[ENTRIES];
            cache = open();
            for (int i = 0; i < ENTRIES; i++) {
                keys[i] = 1_000 + i;
                cache.put(keys[i], "book " + i);
            }
        }

        private LoadingCache<Integer, String> open() {
            Caffeine<Object, Object> caffeine = Caffeine.newBuilder().maximumSize(10 * ENTRIES);
            return switch (by) {
                case NOBODY -> caffeine.build(isbn -> "book " + isbn);
                case NARTHEX -> {
                    Application application = Application.of(Settings.create());
                    yield CaffeineCaches.build(
                            "books", caffeine, isbn -> "book " + isbn, CacheMetrics.create(application));
                }
                case MICROMETER -> {
                    registry = new SimpleMeterRegistry();
                    yield CaffeineCacheMetrics.monitor(
                            registry, caffeine.recordStats().build(isbn -> "book " + isbn), "books");
                }
            };
        }
    }

    /** Which key comes next; each thread its own. */
    @State(Scope.Thread)
    public static class Place {

        private int next;

        int next() {
            next = (next + 1) & (ENTRIES - 1);
            return next;
        }
    }

    /** A look-up that finds what it asks for. */
    @Benchmark
    public @Nullable String hit(Books books, Place place) {
        Cache<Integer, String> cache = books.cache;
        return cache.getIfPresent(books.keys[place.next()]);
    }

    /** The same in a cache that would load it. */
    @Benchmark
    public String loadingHit(Books books, Place place) {
        return books.cache.get(books.keys[place.next()]);
    }
}
