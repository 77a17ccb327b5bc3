// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.jcache;

import dev.narthex.cache.Backend.Place;
import java.util.HashSet;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;

/**
 * Looks whether a key is there, for the few operations that do not tell. {@code containsKey} counts in no statistics, touches
 * no expiry and calls no loader. It is asked a moment before or after the operation, so a cache that changes in between may be
 * misread. Of a cache that may be somewhere else nothing is asked: a round trip on the application's thread is not ours to make.
 */
final class CacheProbe<K> {

    private final Cache<K, ?> cache;
    private final boolean asks;
    private final boolean readThrough;

    private CacheProbe(Cache<K, ?> cache, boolean asks, boolean readThrough) {
        this.cache = cache;
        this.asks = asks;
        this.readThrough = readThrough;
    }

    static <K, V> CacheProbe<K> of(Cache<K, V> cache, Place place) {
        boolean asks = place == Place.IN_PROCESS;
        return new CacheProbe<>(cache, asks, asks && isReadThrough(cache));
    }

    private static <K, V> boolean isReadThrough(Cache<K, V> cache) {
        try {
            return cache.getConfiguration(complete()).isReadThrough();
        } catch (IllegalArgumentException noneOfThatKind) {
            return false;
        }
    }

    @SuppressWarnings("unchecked") // a class is the same whatever its parameters
    private static <K, V> Class<CompleteConfiguration<K, V>> complete() {
        return (Class<CompleteConfiguration<K, V>>) (Class<?>) CompleteConfiguration.class;
    }

    /** Whether anything is asked at all. */
    boolean asks() {
        return asks;
    }

    /** Whether a look-up of this key will call the cache's loader. */
    boolean willLoad(K key) {
        return readThrough && !contains(key);
    }

    /** For how many of these keys a look-up will call the cache's loader. */
    int willLoad(Set<? extends K> keys) {
        return readThrough ? sizeOf(keys) - present(keys).size() : 0;
    }

    /** Those of these keys that are there. */
    Set<K> present(Set<? extends K> keys) {
        Set<K> present = new HashSet<>();
        if (asks && keys != null) { // the operation itself refuses null
            for (K key : keys) {
                if (contains(key)) {
                    present.add(key);
                }
            }
        }
        return present;
    }

    /** How many keys; none where the application hands null, which the operation itself refuses. */
    static int sizeOf(Set<?> keys) {
        return keys == null ? 0 : keys.size();
    }

    /** Whether the key is there; no where nobody asks. */
    boolean contains(K key) {
        try {
            return asks && cache.containsKey(key);
        } catch (RuntimeException refused) {
            return false; // a closed cache, a null: the operation itself says so to the application
        }
    }
}
