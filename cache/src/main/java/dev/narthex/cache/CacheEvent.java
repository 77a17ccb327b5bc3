// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache;

/** What happens to a cache, each with the operation that it belongs to and how that ended. */
public enum CacheEvent {
    /** A look-up that found an entry, whatever it holds: a cached null is an entry (C1). */
    HIT("get", "hit"),
    /** A look-up that found none. */
    MISS("get", "miss"),
    /** A look-up that failed: neither of the two (C2). */
    ERROR("get", "error"),
    /** An entry was put. */
    SET("set", ""),
    /** An entry was removed by the application. */
    DELETE("delete", ""),
    /** A loader returned. */
    LOAD("load", "success"),
    /** A loader threw. */
    LOAD_FAILURE("load", "failure"),
    /** An entry had to go because the cache was full. */
    EVICTION_SIZE("eviction", "size"),
    /** An entry had to go because its time was over. */
    EVICTION_EXPIRED("eviction", "expired"),
    /** An entry had to go because its key or value was garbage. */
    EVICTION_COLLECTED("eviction", "collected");

    private final String operation;
    private final String result;

    CacheEvent(String operation, String result) {
        this.operation = operation;
        this.result = result;
    }

    String operation() {
        return operation;
    }

    String result() {
        return result;
    }
}
