// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop.reference;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.context.annotation.Profile;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Every operation on every cache, by URL. */
@RestController
@Profile("reference")
class CacheController {

    /** The value of what is not there. */
    private static final String ABSENT = "default";

    private final CacheManager caches;

    CacheController(CacheManager caches) {
        this.caches = caches;
    }

    /** What to put into a cache; null is a value. */
    record Entry(@Nullable Object value) {}

    @RequestMapping(path = "/cache/{alias}/{operation}/{key}/", name = "cache-op")
    Map<String, @Nullable Object> operate(
            @PathVariable String alias,
            @PathVariable String operation,
            @PathVariable String key,
            @RequestBody(required = false) @Nullable Entry entry) {
        Cache cache = found(caches.getCache(alias));
        return switch (operation) {
            case "get" -> result("value", get(cache, key));
            case "set" -> {
                cache.put(key, found(entry).value());
                yield result("ok", true);
            }
            case "delete" -> {
                cache.evict(key); // not every cache says whether it was there
                yield result("deleted", true);
            }
            case "get-many" -> result("values", getMany(cache, key.split("-", -1)));
            case "get-or-set" -> result("value", getOrSet(cache, key));
            case "has-key" -> result("has", has(cache, key));
            case "incr" -> {
                int value = ((Number) Objects.requireNonNull(get(cache, key))).intValue() + 1;
                cache.put(key, value);
                yield result("value", value);
            }
            case "touch" -> {
                Cache.ValueWrapper present = cache.get(key);
                if (present != null) {
                    cache.put(key, present.get()); // it lives as long as a new one from here on
                }
                yield result("touched", present != null);
            }
            default -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private static @Nullable Object get(Cache cache, String key) {
        Cache.ValueWrapper present = cache.get(key);
        return present == null ? ABSENT : present.get();
    }

    /** Step by step, as the recorded site does it. */
    private static @Nullable Object getOrSet(Cache cache, String key) {
        Cache.ValueWrapper present = cache.get(key);
        if (present == null) {
            cache.put(key, "computed");
            present = cache.get(key);
        }
        return present == null ? ABSENT : present.get();
    }

    /** Spring's caches can only be looked up; what they stand on knows more. */
    private static boolean has(Cache cache, String key) {
        Object own = cache.getNativeCache();
        if (own instanceof com.github.benmanes.caffeine.cache.Cache<?, ?> memory) {
            return memory.asMap().containsKey(key);
        }
        if (cache instanceof JCacheCache disk) {
            return disk.getNativeCache().containsKey(key);
        }
        RedisCache redis = (RedisCache) cache;
        byte[] name = (redis.getName() + "::" + key).getBytes(StandardCharsets.UTF_8);
        return redis.getNativeCache().get(redis.getName(), name) != null;
    }

    private static Map<String, @Nullable Object> getMany(Cache cache, String[] keys) {
        Map<String, @Nullable Object> present = new LinkedHashMap<>();
        for (String key : keys) {
            Cache.ValueWrapper value = cache.get(key);
            if (value != null) {
                present.put(key, value.get());
            }
        }
        return present;
    }

    private static Map<String, @Nullable Object> result(String name, @Nullable Object value) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>(); // unlike Map.of, it takes null
        result.put(name, value);
        return result;
    }

    private static <T> T found(@Nullable T asked) {
        if (asked == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return asked;
    }
}
