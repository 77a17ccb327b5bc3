// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.jcache;

import dev.narthex.cache.CacheEvent;
import java.util.Set;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * The application's processor, and what it did to each entry: at most one put or one removal, whatever it did before (C6). A
 * cache may run it again for the same entry; the last run counts. Made for one call, on whose thread it runs.
 */
final class NotedProcessor<K, V, T> implements EntryProcessor<K, V, T> {

    private final EntryProcessor<K, V, T> processor;
    private final Set<K> present;
    private @Nullable NotedEntry<K, V> last;
    private int sets;
    private int deletes;
    private boolean began;

    /** @param present the keys that are there before it runs */
    NotedProcessor(EntryProcessor<K, V, T> processor, Set<K> present) {
        this.processor = processor;
        this.present = present;
    }

    @Override
    public @Nullable T process(MutableEntry<K, V> entry, Object... arguments) {
        began = true;
        NotedEntry<K, V> noted = new NotedEntry<>(entry, present.contains(entry.getKey()));
        T result = processor.process(noted, arguments);
        if (last != null && last.getKey() != entry.getKey()) {
            addUp(last);
        }
        last = noted;
        return result;
    }

    private void addUp(NotedEntry<K, V> entry) {
        if (entry.change == CacheEvent.SET) {
            sets++;
        } else if (entry.change == CacheEvent.DELETE) {
            deletes++;
        }
    }

    /** Whether the cache has called it. */
    boolean began() {
        return began;
    }

    /** It will not run again. */
    NotedProcessor<K, V, T> finished() {
        if (last != null) {
            addUp(last);
            last = null;
        }
        return this;
    }

    int sets() {
        return sets;
    }

    int deletes() {
        return deletes;
    }

    /** An entry that remembers what is to become of it. */
    private static final class NotedEntry<K, V> implements MutableEntry<K, V> {

        private final MutableEntry<K, V> entry;
        private final boolean present;
        private @Nullable CacheEvent change;

        NotedEntry(MutableEntry<K, V> entry, boolean present) {
            this.entry = entry;
            this.present = present;
        }

        @Override
        public void setValue(V value) {
            entry.setValue(value);
            change = CacheEvent.SET;
        }

        @Override
        public void remove() {
            entry.remove();
            change = present ? CacheEvent.DELETE : null;
        }

        @Override
        public boolean exists() {
            return entry.exists();
        }

        @Override
        public K getKey() {
            return entry.getKey();
        }

        @Override
        public V getValue() {
            return entry.getValue();
        }

        @Override
        public <U> U unwrap(Class<U> type) {
            return entry.unwrap(type);
        }

        @Override
        public String toString() {
            return entry.toString();
        }
    }
}
