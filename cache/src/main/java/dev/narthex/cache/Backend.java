// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache;

import java.util.List;

/**
 * The kind of a cache.
 *
 * @param name the label's value: {@code caffeine}, {@code redis}
 * @param place where its entries are, as far as it is known
 */
public record Backend(String name, Place place) {

    /** Where the entries of a cache are. */
    public enum Place {
        /** In this process: a look-up is shorter than a look at the clock (C27), and code that it is handed runs here. */
        IN_PROCESS,
        /** Behind a network: every look-up is timed, and code that it is handed may be sent away. */
        REMOTE,
        /** Who knows: not timed, and handed no code of ours. */
        UNKNOWN
    }

    private record Known(String packageName, Backend backend) {}

    private static final List<Known> KNOWN = List.of(
            known("com.github.benmanes.caffeine.", "caffeine", Place.IN_PROCESS),
            known("org.springframework.data.redis.", "redis", Place.REMOTE),
            known("org.redisson.", "redis", Place.REMOTE),
            known("org.ehcache.", "ehcache", Place.IN_PROCESS),
            known("com.hazelcast.", "hazelcast", Place.REMOTE),
            known("org.apache.ignite.", "ignite", Place.REMOTE),
            known("org.infinispan.", "infinispan", Place.UNKNOWN),
            known("org.cache2k.", "cache2k", Place.IN_PROCESS),
            known("org.jsr107.ri.", "jcache", Place.IN_PROCESS),
            known("java.util.", "map", Place.IN_PROCESS));

    private static Known known(String packageName, String name, Place place) {
        return new Known(packageName, new Backend(name, place));
    }

    /**
     * The kind of a cache of this class.
     *
     * @param otherwise the name of a kind that is not known
     */
    public static Backend of(Class<?> cache, String otherwise) {
        for (Known known : KNOWN) {
            if (cache.getName().startsWith(known.packageName())) {
                return known.backend();
            }
        }
        return new Backend(otherwise, Place.UNKNOWN);
    }
}
