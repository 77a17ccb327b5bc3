// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One component of a key, and the label that it can become. Compared by identity: a dimension is a constant of its
 * feature. Immutable and thread-safe.
 *
 * @param <K> the key
 */
public final class Dimension<K> {

    /** What the open dimensions of a key fold to, once the cube is full. */
    public static final String OTHER = "<other>";

    private final String name;
    private final boolean open;
    private final Function<K, String> value;

    private Dimension(String name, boolean open, Function<K, String> value) {
        this.name = name;
        this.open = open;
        this.value = value;
    }

    /** A dimension whose values the application or its users decide; the limit of the cube folds it. */
    public static <K> Dimension<K> open(String name, Function<K, String> value) {
        return new Dimension<>(name, true, value);
    }

    /** A dimension with a small fixed set of values; it keeps its value beyond the limit of the cube. */
    public static <K> Dimension<K> closed(String name, Function<K, String> value) {
        return new Dimension<>(name, false, value);
    }

    /** Its name, and the name of the label that it becomes unless {@link #as} says otherwise. */
    public String name() {
        return name;
    }

    /** Whether the limit of the cube folds it. */
    public boolean isOpen() {
        return open;
    }

    /** Its value in a key. */
    public String value(K key) {
        return value.apply(key);
    }

    /** This dimension as a label of its own name. */
    public Label<K> asLabel() {
        return as(name);
    }

    /** This dimension as a label of another name. */
    public Label<K> as(String labelName) {
        return as(labelName, UnaryOperator.identity());
    }

    /**
     * This dimension as a label of another name and with other words.
     *
     * @param rendering from the dimension's value to the label's; the empty string leaves the label out
     */
    public Label<K> as(String labelName, UnaryOperator<String> rendering) {
        return new Label<>(labelName, this, rendering);
    }

    /** Only keys with one of these values. */
    public Condition<K> in(String... values) {
        return new Condition<>(this, Set.of(values)::contains);
    }

    /** Only keys with none of these values. */
    public Condition<K> notIn(String... values) {
        Set<String> excluded = Set.of(values);
        return new Condition<>(this, value -> !excluded.contains(value));
    }

    @Override
    public String toString() {
        return name;
    }
}
