// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.function.Predicate;

/**
 * Which cells a roll-up takes, by the value of one dimension. Evaluated once a cell, when it is laid out. Immutable.
 *
 * @param <K> the key
 * @param dimension what is looked at
 * @param predicate which of its values are taken
 */
public record Condition<K>(Dimension<K> dimension, Predicate<String> predicate) {

    /** Whether a cell with this key is taken. */
    public boolean accepts(K key) {
        return predicate.test(dimension.value(key));
    }
}
