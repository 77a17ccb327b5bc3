// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.redis;

import dev.narthex.cache.CacheEvent;
import dev.narthex.cache.CacheRecorder;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One call of a command that counts, from the moment it was made; ends once, with a reply or without. */
final class Call {

    private static final String OK = "OK";

    private final RedisCommand command;
    private final Object[] arguments;
    private final CacheRecorder recorder;
    private final Predicate<@Nullable Object> present;
    private final long begun;

    /** @param present whether a reply within a list is a value */
    Call(RedisCommand command, Object[] arguments, CacheRecorder recorder, Predicate<@Nullable Object> present) {
        this.command = command;
        this.arguments = arguments;
        this.recorder = recorder;
        this.present = present;
        this.begun = recorder.begin();
    }

    /** Nil is nothing found; what was written or removed, the reply says. */
    void answered(@Nullable Object reply) {
        switch (command) {
            case GET -> found(reply);
            case GET_AND_DELETE -> {
                found(reply);
                recorder.count(CacheEvent.DELETE, reply == null ? 0 : 1);
            }
            case GET_AND_SET -> {
                found(reply);
                recorder.count(CacheEvent.SET, arguments.length == 2 ? 1 : 0); // with a condition, nobody tells
            }
            case GET_MANY -> foundMany(reply);
            case SET -> recorder.count(CacheEvent.SET, isDone(reply) ? 1 : 0);
            case SET_MANY -> recorder.count(CacheEvent.SET, isDone(reply) ? entries() : 0);
            case DELETE -> recorder.count(CacheEvent.DELETE, reply instanceof Number removed ? removed.longValue() : 0);
        }
    }

    /** Without a reply nothing is known of what was written. */
    void failed() {
        switch (command) {
            case GET, GET_AND_DELETE, GET_AND_SET -> recorder.ended(begun, CacheEvent.ERROR);
            case GET_MANY ->
                recorder.endedMany(begun, CacheEvent.ERROR, distinct(keys()).size());
            case SET, SET_MANY, DELETE -> {
                // no look-up
            }
        }
    }

    private void found(@Nullable Object reply) {
        recorder.ended(begun, reply == null ? CacheEvent.MISS : CacheEvent.HIT);
    }

    /** A look-up for each key, however often it was asked for (C5). Replies come in the order of the keys. */
    private void foundMany(@Nullable Object reply) {
        if (!(reply instanceof List<?> values)) {
            return; // handed to the caller one by one: nobody sees all of them
        }
        Object[] keys = keys();
        Set<Object> seen = new HashSet<>();
        int hits = 0;
        int misses = 0;
        for (int i = 0; i < values.size() && i < keys.length; i++) {
            if (seen.add(comparable(keys[i]))) {
                if (present.test(values.get(i))) {
                    hits++;
                } else {
                    misses++;
                }
            }
        }
        recorder.endedMany(begun, hits, misses);
    }

    private Object[] keys() {
        return arguments.length == 1 && arguments[0] instanceof Object[] keys ? keys : new Object[0];
    }

    private static Set<Object> distinct(Object[] keys) {
        Set<Object> distinct = new HashSet<>();
        for (Object key : keys) {
            distinct.add(comparable(key));
        }
        return distinct;
    }

    /** Arrays of bytes are compared by what is in them, strings too; an object of the application's own is only itself (C26). */
    private static Object comparable(Object key) {
        if (key instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        return key instanceof String ? key : new Identity(key);
    }

    private static boolean isDone(@Nullable Object reply) {
        return OK.equals(reply)
                || Boolean.TRUE.equals(reply)
                || (reply instanceof Number number && number.longValue() == 1);
    }

    private int entries() {
        if (arguments[0] instanceof Map<?, ?> entries) {
            return entries.size();
        }
        return keys().length / 2; // keys and values in turn
    }

    private record Identity(Object key) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity identity && identity.key == key;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(key);
        }
    }
}
