// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.testkit.Scrape;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of JCache counts what the specification says of {@code CacheStatisticsMXBean} (C6). The numbers are in the
 * table, and the reference implementation's own statistics must say the same; so must Ehcache's and Caffeine's, but for one row.
 */
class JCacheOperationsTest {

    /** The reference implementation first. */
    private static final List<String> PROVIDERS = List.of(
            "org.jsr107.ri.spi.RICachingProvider",
            "org.ehcache.jsr107.EhcacheCachingProvider",
            "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");

    /** Where a provider's own statistics fall short of the specification. */
    private static final Set<String> UNTOLD =
            Set.of("iterator, com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");

    private static final Counts NOTHING = new Counts(0, 0, 0, 0);

    private final Application application = Application.of(Settings.create());
    private final CacheMetrics metrics = CacheMetrics.create(application);
    private @Nullable CacheManager manager;

    /** What an operation counts. */
    record Counts(long hits, long misses, long puts, long removals) {}

    /** An operation on a cache in which there is nothing but {@code a=A} and {@code b=B}. */
    record Operation(String name, Counts counts, Consumer<Cache<String, String>> call) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Operation operation(
            String name, long hits, long misses, long puts, long removals, Consumer<Cache<String, String>> call) {
        return new Operation(name, new Counts(hits, misses, puts, removals), call);
    }

    static Stream<Operation> operations() {
        return Stream.of(
                operation("get, present", 1, 0, 0, 0, c -> c.get("a")),
                operation("get, absent", 0, 1, 0, 0, c -> c.get("x")),
                operation("getAll, two of three present", 2, 1, 0, 0, c -> c.getAll(keys("a", "b", "x"))),
                operation("getAll of none", 0, 0, 0, 0, c -> c.getAll(keys())),
                operation("containsKey", 0, 0, 0, 0, c -> c.containsKey("a")),
                operation("put", 0, 0, 1, 0, c -> c.put("x", "X")),
                operation("putAll", 0, 0, 2, 0, c -> c.putAll(new HashMap<>(Map.of("a", "1", "x", "2")))),
                operation("getAndPut, present", 1, 0, 1, 0, c -> c.getAndPut("a", "1")),
                operation("getAndPut, absent", 0, 1, 1, 0, c -> c.getAndPut("x", "1")),
                operation("putIfAbsent, present", 1, 0, 0, 0, c -> c.putIfAbsent("a", "1")),
                operation("putIfAbsent, absent", 0, 1, 1, 0, c -> c.putIfAbsent("x", "1")),
                operation("replace, present", 1, 0, 1, 0, c -> c.replace("a", "1")),
                operation("replace, absent", 0, 1, 0, 0, c -> c.replace("x", "1")),
                operation("replace if the same, and it is", 1, 0, 1, 0, c -> c.replace("a", "A", "1")),
                operation("replace if the same, and it is not", 1, 0, 0, 0, c -> c.replace("a", "B", "1")),
                operation("replace if the same, absent", 0, 1, 0, 0, c -> c.replace("x", "A", "1")),
                operation("getAndReplace, present", 1, 0, 1, 0, c -> c.getAndReplace("a", "1")),
                operation("getAndReplace, absent", 0, 1, 0, 0, c -> c.getAndReplace("x", "1")),
                operation("remove, present", 0, 0, 0, 1, c -> c.remove("a")),
                operation("remove, absent", 0, 0, 0, 0, c -> c.remove("x")),
                operation("remove if the same, and it is", 1, 0, 0, 1, c -> c.remove("a", "A")),
                operation("remove if the same, and it is not", 1, 0, 0, 0, c -> c.remove("a", "B")),
                operation("remove if the same, absent", 0, 1, 0, 0, c -> c.remove("x", "A")),
                operation("getAndRemove, present", 1, 0, 0, 1, c -> c.getAndRemove("a")),
                operation("getAndRemove, absent", 0, 1, 0, 0, c -> c.getAndRemove("x")),
                operation("removeAll of three, two present", 0, 0, 0, 2, c -> c.removeAll(Set.of("a", "b", "x"))),
                operation("clear", 0, 0, 0, 0, Cache::clear),
                operation("invoke, looks", 1, 0, 0, 0, c -> c.invoke("a", (entry, none) -> entry.getValue())),
                operation("invoke, looks, absent", 0, 1, 0, 0, c -> c.invoke("x", (entry, none) -> entry.exists())),
                operation("invoke, does nothing", 1, 0, 0, 0, c -> c.invoke("a", (entry, none) -> "")),
                operation(
                        "invoke, sets",
                        1,
                        0,
                        1,
                        0,
                        c -> c.invoke("a", (entry, none) -> {
                            entry.setValue("1");
                            entry.setValue("2");
                            return "";
                        })),
                operation(
                        "invoke, makes",
                        0,
                        1,
                        1,
                        0,
                        c -> c.invoke("x", (entry, none) -> {
                            entry.setValue("1");
                            return "";
                        })),
                operation(
                        "invoke, removes",
                        1,
                        0,
                        0,
                        1,
                        c -> c.invoke("a", (entry, none) -> {
                            entry.setValue("1");
                            entry.remove();
                            return "";
                        })),
                operation(
                        "invoke, makes and removes",
                        0,
                        1,
                        0,
                        0,
                        c -> c.invoke("x", (entry, none) -> {
                            entry.setValue("1");
                            entry.remove();
                            return "";
                        })),
                operation(
                        "invokeAll, one of two present",
                        1,
                        1,
                        2,
                        0,
                        c -> c.invokeAll(Set.of("a", "x"), (entry, n) -> {
                            entry.setValue("1");
                            return "";
                        })),
                operation("iterator", 2, 0, 0, 0, c -> c.forEach(entry -> {})),
                operation("iterator, removes", 1, 0, 0, 1, c -> {
                    Iterator<Cache.Entry<String, String>> entries = c.iterator();
                    entries.next();
                    entries.remove();
                }));
    }

    /** The reference implementation asks its sets for null. */
    private static Set<String> keys(String... keys) {
        return new HashSet<>(List.of(keys));
    }

    static Stream<Arguments> all() {
        return operations().flatMap(operation -> PROVIDERS.stream().map(provider -> Arguments.of(operation, provider)));
    }

    private Cache<String, String> open(String provider) {
        CacheManager own = Caching.getCachingProvider(provider).getCacheManager();
        manager = JCaches.wrap(own, metrics);
        return manager.createCache(
                "books",
                new MutableConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setStatisticsEnabled(true));
    }

    @AfterEach
    void close() {
        if (manager != null) {
            manager.close();
        }
    }

    private Counts ours() {
        Scrape page = Scrape.of(application);
        return new Counts(
                (long) page.total("django_cache_hits_total"),
                (long) page.total("django_cache_misses_total"),
                (long) page.total("django_cache_sets_total"),
                (long) page.total("django_cache_deletes_total"));
    }

    private static Counts theirs() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> names = beans.queryNames(new ObjectName("javax.cache:type=CacheStatistics,*"), null);
        assertThat(names).hasSize(1);
        ObjectName bean = names.iterator().next();
        return new Counts(
                (long) beans.getAttribute(bean, "CacheHits"),
                (long) beans.getAttribute(bean, "CacheMisses"),
                (long) beans.getAttribute(bean, "CachePuts"),
                (long) beans.getAttribute(bean, "CacheRemovals"));
    }

    private static Counts difference(Counts after, Counts before) {
        return new Counts(
                after.hits() - before.hits(),
                after.misses() - before.misses(),
                after.puts() - before.puts(),
                after.removals() - before.removals());
    }

    @ParameterizedTest // C6
    @MethodSource("all")
    void countsWhatTheSpecificationSays(Operation operation, String provider) throws JMException {
        Cache<String, String> books = open(provider);
        books.put("a", "A");
        books.put("b", "B");
        Counts ours = ours();
        Counts theirs = theirs();

        operation.call().accept(books);
        assertThat(difference(ours(), ours)).isEqualTo(operation.counts());
        assertThat(difference(theirs(), theirs))
                .isEqualTo(UNTOLD.contains(operation.name() + ", " + provider) ? NOTHING : operation.counts());
    }
}
