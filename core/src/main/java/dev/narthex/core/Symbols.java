// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Small numbers for open label values, so that several of them fit into one long. Bounded: a value that comes too late
 * gets the number of {@link Dimension#OTHER}. Thread-safe; looking up a known value neither locks nor allocates.
 */
public final class Symbols {

    /** The number of {@link Dimension#OTHER}. */
    public static final int OTHER = 0;

    private final int limit;
    private final ConcurrentHashMap<String, Integer> numbers = new ConcurrentHashMap<>();
    /** Written anew, even if it is the same array, after each value: what a reader finds in it is whole. */
    private volatile String[] values = new String[8];

    private int size; // guarded by this

    private Symbols(int limit) {
        this.limit = limit;
        add(Dimension.OTHER);
    }

    /**
     * An empty table.
     *
     * @param limit how many values get a number of their own
     */
    public static Symbols bounded(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
        return new Symbols(limit);
    }

    /** The number of a value, from 0 up to the limit; {@link #OTHER} if it has come too late to get one. */
    public int number(String value) {
        Integer number = numbers.get(value);
        return number != null ? number : add(value);
    }

    /** The value of a number. */
    public String value(int number) {
        return values[number];
    }

    private synchronized int add(String value) {
        Integer known = numbers.get(value);
        if (known != null) {
            return known;
        }
        if (size > limit) {
            return OTHER;
        }
        int next = size++;
        String[] room = next < values.length ? values : Arrays.copyOf(values, next * 2);
        room[next] = value;
        values = room;
        numbers.put(value, next);
        return next;
    }
}
