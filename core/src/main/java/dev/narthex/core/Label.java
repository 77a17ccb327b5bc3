// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.function.UnaryOperator;

/**
 * A label of a family: its name, the dimension that it shows, and how it spells the dimension's values. Immutable.
 *
 * @param <K> the key
 * @param name the label's name, on the page
 * @param dimension where its value comes from
 * @param rendering from the dimension's value to the label's; the empty string leaves the label out
 */
public record Label<K>(String name, Dimension<K> dimension, UnaryOperator<String> rendering) {

    /** The label's value for a key; empty where the series goes without this label. */
    public String value(K key) {
        return rendering.apply(dimension.value(key));
    }
}
