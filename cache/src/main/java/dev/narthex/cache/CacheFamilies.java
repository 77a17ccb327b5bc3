// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache;

import static dev.narthex.core.Unit.ONE;
import static dev.narthex.core.Unit.SECONDS;

import dev.narthex.core.Buckets;
import dev.narthex.core.Condition;
import dev.narthex.core.Dimension;
import dev.narthex.core.Family;
import dev.narthex.core.Measure;
import dev.narthex.core.Naming;
import dev.narthex.core.Rollup;
import dev.narthex.core.Sampled;
import dev.narthex.core.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What is published about caches, under every naming. Names and labels of the first four: django-prometheus 2.5.0. The
 * semantic conventions have no word for caches: under {@code otel} the others appear without the prefix. The class is a table.
 */
final class CacheFamilies {

    static final Measure<CacheKey> EVENTS = Measure.count("events", ONE);
    static final Measure<CacheKey> LOOKUP = Measure.distribution("look-up", SECONDS);

    private static final String YES = "yes";
    private static final Dimension<CacheKey> CACHE = Dimension.open("cache_name", CacheKey::cache);
    private static final Dimension<CacheKey> BACKEND = Dimension.closed("backend", CacheKey::backend);
    private static final Dimension<CacheKey> OPERATION =
            Dimension.closed("operation", key -> key.event().operation());
    private static final Dimension<CacheKey> RESULT =
            Dimension.closed("result", key -> key.event().result());
    private static final Dimension<CacheKey> TIMED = Dimension.closed("timed", key -> key.timed() ? YES : "no");

    private static final Condition<CacheKey> IS_GET = OPERATION.in("get");
    private static final Condition<CacheKey> IS_HIT = RESULT.in("hit");
    private static final Condition<CacheKey> IS_MISS = RESULT.in("miss");

    /** Below those of latencies: a remote cache answers in less than a millisecond. */
    private static final Buckets SHORT_LOOKUPS = Buckets.of(SECONDS, 0.0001, 0.0005, 0.001, 0.0025, 0.005);

    private CacheFamilies() {}

    /**
     * The families of all published namings, in the order of the page.
     *
     * @param entries reads how many entries the caches have, those that know it
     */
    static List<Family> of(Settings settings, Supplier<List<Sampled.Sample>> entries) {
        List<Family> families = new ArrayList<>();
        Buckets lookups = SHORT_LOOKUPS.union(settings.latencyBuckets());
        if (settings.publishes(Naming.DJANGO)) {
            UnaryOperator<String> wire = name -> settings.wireName(Naming.DJANGO, name);
            families.addAll(byBackend(wire));
            families.addAll(byCache(wire, lookups, entries));
        }
        if (settings.publishes(Naming.OTEL)) {
            families.addAll(byCache(name -> settings.wireName(Naming.OTEL, name), lookups, entries));
        }
        return List.copyOf(families);
    }

    private static List<Family> byBackend(UnaryOperator<String> wire) {
        return List.of(
                Rollup.counter(
                                EVENTS,
                                wire.apply("cache_get_total"),
                                "Cache look-ups by kind of cache, failed ones too, when they ended.")
                        .where(IS_GET)
                        .by(BACKEND),
                Rollup.counter(
                                EVENTS,
                                wire.apply("cache_get_hits_total"),
                                "Cache look-ups that found an entry, by kind of cache.")
                        .where(IS_GET)
                        .where(IS_HIT)
                        .by(BACKEND),
                Rollup.counter(
                                EVENTS,
                                wire.apply("cache_get_misses_total"),
                                "Cache look-ups that found no entry, by kind of cache.")
                        .where(IS_GET)
                        .where(IS_MISS)
                        .by(BACKEND),
                Rollup.counter(
                                EVENTS,
                                wire.apply("cache_get_fail_total"),
                                "Cache look-ups that failed, by kind of cache; neither hits nor misses.")
                        .where(IS_GET)
                        .where(RESULT.in("error"))
                        .by(BACKEND),
                Rollup.counter(EVENTS, wire.apply("cache_hits_total"), "Cache look-ups that found an entry, by cache.")
                        .where(IS_GET)
                        .where(IS_HIT)
                        .by(CACHE),
                Rollup.counter(
                                EVENTS,
                                wire.apply("cache_misses_total"),
                                "Cache look-ups that found no entry, by cache.")
                        .where(IS_GET)
                        .where(IS_MISS)
                        .by(CACHE));
    }

    private static List<Family> byCache(
            UnaryOperator<String> wire, Buckets lookups, Supplier<List<Sampled.Sample>> entries) {
        return List.of(
                Rollup.counter(
                                EVENTS,
                                wire.apply("cache_gets_total"),
                                "Cache look-ups by cache, kind of cache and result, when they ended.")
                        .where(IS_GET)
                        .by(CACHE, BACKEND, RESULT),
                Rollup.counter(EVENTS, wire.apply("cache_sets_total"), "Entries that the application put, by cache.")
                        .where(OPERATION.in("set"))
                        .by(CACHE),
                Rollup.counter(
                                EVENTS,
                                wire.apply("cache_deletes_total"),
                                "Entries that the application removed, by cache; clearing a cache removes none.")
                        .where(OPERATION.in("delete"))
                        .by(CACHE),
                Rollup.counter(
                                EVENTS,
                                wire.apply("cache_evictions_total"),
                                "Entries that the cache gave up by itself, by cache and cause.")
                        .where(OPERATION.in("eviction"))
                        .by(CACHE.asLabel(), RESULT.as("cause")),
                Rollup.counter(
                                EVENTS,
                                wire.apply("cache_loads_total"),
                                "Values computed for the cache, by cache and result, when the loader ended.")
                        .where(OPERATION.in("load"))
                        .by(CACHE, RESULT),
                Rollup.histogram(
                                LOOKUP,
                                wire.apply("cache_lookup_seconds"),
                                "Seconds of cache look-ups, loaders included, by cache.",
                                lookups)
                        .where(TIMED.in(YES))
                        .where(IS_GET)
                        .by(CACHE),
                new Sampled(
                        wire.apply("cache_entries"),
                        "Entries of a cache as it estimates them itself, now; caches that do not know are absent.",
                        Family.Type.GAUGE,
                        List.of("cache_name"),
                        entries));
    }
}
