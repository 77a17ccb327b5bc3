// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.redis;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands that count (C23), by the names of the clients' methods, in lower case. All others pass uncounted. */
enum RedisCommand {
    GET,
    GET_AND_DELETE,
    GET_AND_SET,
    GET_MANY,
    SET,
    SET_MANY,
    DELETE;

    private static final Map<String, RedisCommand> BY_METHOD = Map.ofEntries(
            Map.entry("get", GET),
            Map.entry("getex", GET),
            Map.entry("getdel", GET_AND_DELETE),
            Map.entry("getset", GET_AND_SET),
            Map.entry("setget", GET_AND_SET),
            Map.entry("mget", GET_MANY),
            Map.entry("set", SET),
            Map.entry("setex", SET),
            Map.entry("psetex", SET),
            Map.entry("setnx", SET),
            Map.entry("mset", SET_MANY),
            Map.entry("msetnx", SET_MANY),
            Map.entry("del", DELETE),
            Map.entry("unlink", DELETE));

    static @Nullable RedisCommand of(String method) {
        return BY_METHOD.get(method.toLowerCase(Locale.ROOT));
    }
}
