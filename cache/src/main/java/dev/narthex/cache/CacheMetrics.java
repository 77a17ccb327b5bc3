// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache;

import dev.narthex.core.Application;
import dev.narthex.core.Count;
import dev.narthex.core.Cube;
import dev.narthex.core.Dimension;
import dev.narthex.core.Distribution;
import dev.narthex.core.Family;
import dev.narthex.core.FeatureFamilies;
import dev.narthex.core.Guard;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.RequestTally;
import dev.narthex.core.Sampled;
import dev.narthex.core.Ticker;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The front door of the cache metrics: what the hooks call. Thread-safe.
 *
 * <pre>{@code
 * CacheMetrics caches = CacheMetrics.create(application);
 * CacheManager manager = SpringCaches.wrap(cacheManager, caches);
 * }</pre>
 *
 * A page of this application then has, among others:
 *
 * <pre>
 * django_cache_get_hits_total{backend="caffeine"} 3.0
 * django_cache_gets_total{cache_name="books",backend="caffeine",result="hit"} 3.0
 * </pre>
 */
public final class CacheMetrics implements Instrumentation {

    private final Ticker ticker;
    private final RequestTally tally;
    private final Guard guard;
    private final int maxCaches;
    private final boolean timeInProcess;
    private final FeatureFamilies families;
    private final Cube<CacheKey> cube;
    private final Count events;
    private final Distribution lookup;
    private final Map<Identity, CacheRecorder> recorders = new ConcurrentHashMap<>();

    private record Identity(String cache, String backend, boolean timed) {}

    private CacheMetrics(Application application) {
        this.ticker = application.ticker();
        this.tally = application.tally();
        tally.announce(RequestTally.Entry.CACHE_HITS, RequestTally.Entry.CACHE_MISSES, RequestTally.Entry.CACHE_ERRORS);
        this.guard = application.guard("cache");
        this.maxCaches = application.settings().maxCells();
        this.timeInProcess = application.settings().timeInProcessCaches();
        this.families =
                FeatureFamilies.of(application.settings(), settings -> CacheFamilies.of(settings, this::entries));
        this.cube = Cube.<CacheKey>builder("cache_events")
                .records(CacheFamilies.EVENTS)
                .records(CacheFamilies.LOOKUP)
                .folding(CacheKey::folded)
                .maxCells(maxCaches)
                .published(families.all())
                .histograms(application.settings().histograms())
                .build();
        this.events = cube.count(CacheFamilies.EVENTS);
        this.lookup = cube.distribution(CacheFamilies.LOOKUP);
    }

    /**
     * Creates the cache metrics of an application and adds them to it.
     *
     * @throws IllegalStateException if the application has cache metrics already
     */
    public static CacheMetrics create(Application application) {
        CacheMetrics metrics = new CacheMetrics(application);
        application.add(metrics);
        return metrics;
    }

    @Override
    public String name() {
        return "cache";
    }

    @Override
    public List<Cube<?>> cubes() {
        return List.of(cube);
    }

    @Override
    public List<Family> families() {
        return families.published();
    }

    @Override
    public List<Family> watched() {
        return families.watched();
    }

    /** Keeps the failures of the hooks away from the application. */
    public Guard guard() {
        return guard;
    }

    /**
     * The recorder of a cache in this process, whose look-ups are not timed: a clock costs more than they do (C27). Unless the
     * setting {@code narthex.cache.time-in-process} says so.
     *
     * @param name the configured name
     * @param backend the kind of the cache: {@code caffeine}, {@code ehcache}
     */
    public CacheRecorder cache(String name, String backend) {
        return recorder(new Identity(name, backend, timeInProcess));
    }

    /**
     * The recorder of a cache behind a network, whose look-ups are timed.
     *
     * @param name the configured name
     * @param backend the kind of the cache: {@code redis}
     */
    public CacheRecorder remoteCache(String name, String backend) {
        return recorder(new Identity(name, backend, true));
    }

    /** The recorder of a cache of this kind; timed or not, as the kind wants it. */
    public CacheRecorder cache(String name, Backend backend) {
        return backend.place() == Backend.Place.REMOTE
                ? remoteCache(name, backend.name())
                : cache(name, backend.name());
    }

    private CacheRecorder recorder(Identity identity) {
        CacheRecorder known = recorders.get(identity);
        if (known != null) {
            return known;
        }
        boolean full = recorders.size() >= maxCaches; // names that the application makes up (C16)
        Identity counted = full ? new Identity(Dimension.OTHER, identity.backend(), identity.timed()) : identity;
        return recorders.computeIfAbsent(counted, this::newRecorder);
    }

    private CacheRecorder newRecorder(Identity identity) {
        return new CacheRecorder(
                identity.timed() ? ticker : null,
                tally,
                guard,
                events,
                lookup,
                event -> cube.cell(new CacheKey(identity.cache(), identity.backend(), identity.timed(), event)));
    }

    private List<Sampled.Sample> entries() {
        Map<String, Long> byCache = new TreeMap<>();
        recorders.forEach((identity, recorder) ->
                recorder.entries().ifPresent(entries -> byCache.merge(identity.cache(), entries, Long::sum)));
        return byCache.entrySet().stream()
                .map(cache -> new Sampled.Sample(List.of(cache.getKey()), cache.getValue()))
                .toList();
    }
}
