// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.jcache;

import dev.narthex.cache.CacheEvent;
import dev.narthex.cache.CacheRecorder;
import dev.narthex.cache.Measured;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * A cache whose operations are counted as the specification has them in {@code CacheStatisticsMXBean} (C6): by what they found
 * and did, when they have ended. Everything else is the target's: values, exceptions, statistics. Thread-safe if the target is.
 * Long, because every operation of the interface stands here.
 */
final class MeasuredJCache<K, V> implements Cache<K, V>, Measured {

    private final Cache<K, V> target;
    private final CacheManager manager;
    private final CacheRecorder recorder;
    private final CacheProbe<K> probe;

    MeasuredJCache(Cache<K, V> target, CacheManager manager, CacheRecorder recorder, CacheProbe<K> probe) {
        this.target = target;
        this.manager = manager;
        this.recorder = recorder;
        this.probe = probe;
    }

    private static CacheEvent found(boolean present) {
        return present ? CacheEvent.HIT : CacheEvent.MISS;
    }

    /** A read-through cache that calls its loader has missed, whatever the loader brings (C3). */
    @Override
    public @Nullable V get(K key) {
        boolean loads = probe.willLoad(key);
        long begun = recorder.begin();
        CacheEvent result = CacheEvent.ERROR;
        try {
            V value = target.get(key);
            result = found(value != null && !loads);
            recorder.count(CacheEvent.LOAD, loads ? 1 : 0);
            return value;
        } catch (CacheLoaderException failed) {
            result = CacheEvent.MISS;
            recorder.count(CacheEvent.LOAD_FAILURE);
            throw failed;
        } finally {
            recorder.ended(begun, result);
        }
    }

    @Override
    public Map<K, V> getAll(Set<? extends K> keys) {
        int asked = CacheProbe.sizeOf(keys);
        int loads = probe.willLoad(keys);
        long begun = recorder.begin();
        Map<K, V> values = null;
        try {
            values = target.getAll(keys);
            return values;
        } finally {
            if (values == null) {
                recorder.endedMany(begun, CacheEvent.ERROR, asked);
            } else {
                int misses = Math.max(loads, asked - values.size());
                recorder.endedMany(begun, asked - misses, misses);
                recorder.count(CacheEvent.LOAD, loads);
            }
        }
    }

    @Override
    public void put(K key, V value) {
        target.put(key, value);
        recorder.count(CacheEvent.SET);
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        target.putAll(entries);
        recorder.count(CacheEvent.SET, entries.size());
    }

    @Override
    public @Nullable V getAndPut(K key, V value) {
        long begun = recorder.begin();
        CacheEvent result = CacheEvent.ERROR;
        try {
            V before = target.getAndPut(key, value);
            result = found(before != null);
            recorder.count(CacheEvent.SET);
            return before;
        } finally {
            recorder.ended(begun, result);
        }
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        long begun = recorder.begin();
        CacheEvent result = CacheEvent.ERROR;
        try {
            boolean put = target.putIfAbsent(key, value);
            result = found(!put);
            recorder.count(CacheEvent.SET, put ? 1 : 0);
            return put;
        } finally {
            recorder.ended(begun, result);
        }
    }

    @Override
    public boolean replace(K key, V value) {
        long begun = recorder.begin();
        CacheEvent result = CacheEvent.ERROR;
        try {
            boolean replaced = target.replace(key, value);
            result = found(replaced);
            recorder.count(CacheEvent.SET, replaced ? 1 : 0);
            return replaced;
        } finally {
            recorder.ended(begun, result);
        }
    }

    @Override
    public @Nullable V getAndReplace(K key, V value) {
        long begun = recorder.begin();
        CacheEvent result = CacheEvent.ERROR;
        try {
            V before = target.getAndReplace(key, value);
            result = found(before != null);
            recorder.count(CacheEvent.SET, before != null ? 1 : 0);
            return before;
        } finally {
            recorder.ended(begun, result);
        }
    }

    @Override
    public @Nullable V getAndRemove(K key) {
        long begun = recorder.begin();
        CacheEvent result = CacheEvent.ERROR;
        try {
            V before = target.getAndRemove(key);
            result = found(before != null);
            recorder.count(CacheEvent.DELETE, before != null ? 1 : 0);
            return before;
        } finally {
            recorder.ended(begun, result);
        }
    }

    @Override
    public boolean replace(K key, V before, V value) {
        long begun = recorder.begin();
        boolean ended = false;
        try {
            boolean replaced = target.replace(key, before, value);
            ended = true;
            endedIfKnown(begun, key, replaced);
            recorder.count(CacheEvent.SET, replaced ? 1 : 0);
            return replaced;
        } finally {
            endedBadlyUnless(ended, begun);
        }
    }

    @Override
    public boolean remove(K key, V before) {
        long begun = recorder.begin();
        boolean ended = false;
        try {
            boolean removed = target.remove(key, before);
            ended = true;
            endedIfKnown(begun, key, removed);
            recorder.count(CacheEvent.DELETE, removed ? 1 : 0);
            return removed;
        } finally {
            endedBadlyUnless(ended, begun);
        }
    }

    /** What was there was compared; if it was not the same, only the cache knows whether it was anything. */
    private void endedIfKnown(long begun, K key, boolean same) {
        if (same || probe.asks()) {
            recorder.ended(begun, found(same || probe.contains(key)));
        }
    }

    private void endedBadlyUnless(boolean ended, long begun) {
        if (!ended) {
            recorder.ended(begun, CacheEvent.ERROR);
        }
    }

    @Override
    public boolean remove(K key) {
        boolean removed = target.remove(key);
        recorder.count(CacheEvent.DELETE, removed ? 1 : 0);
        return removed;
    }

    @Override
    public void removeAll(Set<? extends K> keys) {
        int present = probe.present(keys).size();
        target.removeAll(keys);
        recorder.count(CacheEvent.DELETE, present);
    }

    /** A processor that may run elsewhere is handed on as it is, and nothing is counted. */
    @Override
    public <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        if (!probe.asks() || processor == null) {
            return target.invoke(key, processor, arguments);
        }
        boolean present = probe.contains(key);
        NotedProcessor<K, V, T> noted = new NotedProcessor<>(processor, present ? Set.of(key) : Set.of());
        long begun = recorder.begin();
        try {
            T result = target.invoke(key, noted, arguments);
            changed(noted.finished());
            return result;
        } finally {
            recorder.ended(begun, noted.began() ? found(present) : CacheEvent.ERROR);
        }
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> processor, Object... arguments) {
        if (!probe.asks() || processor == null) {
            return target.invokeAll(keys, processor, arguments);
        }
        Set<K> present = probe.present(keys);
        int asked = CacheProbe.sizeOf(keys);
        NotedProcessor<K, V, T> noted = new NotedProcessor<>(processor, present);
        long begun = recorder.begin();
        boolean returned = false;
        try {
            Map<K, EntryProcessorResult<T>> results = target.invokeAll(keys, noted, arguments);
            returned = true;
            changed(noted.finished());
            return results;
        } finally {
            if (returned) {
                recorder.endedMany(begun, present.size(), asked - present.size());
            } else {
                recorder.endedMany(begun, CacheEvent.ERROR, asked);
            }
        }
    }

    private void changed(NotedProcessor<?, ?, ?> noted) {
        recorder.count(CacheEvent.SET, noted.sets());
        recorder.count(CacheEvent.DELETE, noted.deletes());
    }

    /** An entry that is come upon is found; one that is taken out is removed. */
    @Override
    public Iterator<Entry<K, V>> iterator() {
        Iterator<Entry<K, V>> entries = target.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Entry<K, V> next() {
                Entry<K, V> next = entries.next();
                recorder.looked(CacheEvent.HIT, 1);
                return next;
            }

            @Override
            public void remove() {
                entries.remove();
                recorder.count(CacheEvent.DELETE);
            }
        };
    }

    @Override
    public boolean containsKey(K key) {
        return target.containsKey(key);
    }

    @Override
    public void loadAll(Set<? extends K> keys, boolean anew, @Nullable CompletionListener listener) {
        target.loadAll(keys, anew, listener);
    }

    @Override
    public void removeAll() {
        target.removeAll();
    }

    @Override
    public void clear() {
        target.clear();
    }

    @Override
    public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
        return target.getConfiguration(type);
    }

    @Override
    public String getName() {
        return target.getName();
    }

    @Override
    public CacheManager getCacheManager() {
        return manager;
    }

    @Override
    public void close() {
        target.close();
    }

    @Override
    public boolean isClosed() {
        return target.isClosed();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return target.unwrap(type);
    }

    @Override
    public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
        target.registerCacheEntryListener(configuration);
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
        target.deregisterCacheEntryListener(configuration);
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
