// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.spring;

import java.util.List;
import java.util.Locale;
import org.springframework.cache.Cache;

/**
 * The kind of a cache, from the class of the native cache and, where that says nothing, of Spring's.
 *
 * @param name the label's value
 * @param remote whether a look-up goes over a network
 */
record Backend(String name, boolean remote) {

    private record Known(String packageName, Backend backend) {}

    private static final List<Known> KNOWN = List.of(
            new Known("com.github.benmanes.caffeine.", new Backend("caffeine", false)),
            new Known("org.springframework.data.redis.", new Backend("redis", true)),
            new Known("org.redisson.", new Backend("redis", true)),
            new Known("org.ehcache.", new Backend("ehcache", false)),
            new Known("com.hazelcast.", new Backend("hazelcast", true)),
            new Known("org.infinispan.", new Backend("infinispan", false)),
            new Known("org.cache2k.", new Backend("cache2k", false)),
            new Known("java.util.", new Backend("map", false)));

    static Backend of(Cache cache) {
        String nativeClass = cache.getNativeCache().getClass().getName();
        for (Known known : KNOWN) {
            if (nativeClass.startsWith(known.packageName())) {
                return known.backend();
            }
        }
        String simple = cache.getClass().getSimpleName().replaceFirst("Cache$", "");
        return new Backend(simple.isEmpty() ? "other" : simple.toLowerCase(Locale.ROOT), false);
    }
}
