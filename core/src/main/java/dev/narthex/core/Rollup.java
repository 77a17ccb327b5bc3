// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.ArrayList;
import java.util.List;

/**
 * A family that sums the cells which agree on the dimensions that it keeps. It costs nothing until somebody scrapes.
 *
 * @param <K> the key of the cells
 * @param name its name on the wire
 * @param help what is counted, and when
 * @param type what Prometheus is told that it is
 * @param measure what is summed
 * @param labels the dimensions that it keeps, as labels
 * @param conditions which cells it takes: those that satisfy all
 * @param buckets the published bounds; none unless it is a histogram
 */
public record Rollup<K>(
        String name,
        String help,
        Type type,
        Measure<K> measure,
        List<Label<K>> labels,
        List<Condition<K>> conditions,
        Buckets buckets)
        implements Family {

    public Rollup {
        labels = List.copyOf(labels);
        conditions = List.copyOf(conditions);
        if (measure.isDistribution() != (type == Type.HISTOGRAM)) {
            throw new IllegalArgumentException(
                    "a distribution must be published as a histogram, and a count must not: " + name);
        }
        if (type == Type.COUNTER && !name.endsWith(COUNTER_SUFFIX)) {
            throw new IllegalArgumentException("the name of a counter must end in _total: " + name);
        }
    }

    /** A counter that sums a count. */
    public static <K> Rollup<K> counter(Measure<K> measure, String name, String help) {
        return new Rollup<>(name, help, Type.COUNTER, measure, List.of(), List.of(), Buckets.none());
    }

    /** A gauge that sums a count; one side of a {@link Difference}. */
    public static <K> Rollup<K> gauge(Measure<K> measure, String name, String help) {
        return new Rollup<>(name, help, Type.GAUGE, measure, List.of(), List.of(), Buckets.none());
    }

    /** A sum of a count, published without a type, where a counter of the same values has another name. */
    public static <K> Rollup<K> untyped(Measure<K> measure, String name, String help) {
        return new Rollup<>(name, help, Type.UNTYPED, measure, List.of(), List.of(), Buckets.none());
    }

    /** A histogram that sums a distribution, with bounds of its own. */
    public static <K> Rollup<K> histogram(Measure<K> measure, String name, String help, Buckets buckets) {
        return new Rollup<>(name, help, Type.HISTOGRAM, measure, List.of(), List.of(), buckets);
    }

    /** The same, keeping these dimensions as labels of their own names. */
    @SafeVarargs
    public final Rollup<K> by(Dimension<K>... dimensions) {
        List<Label<K>> kept = new ArrayList<>();
        for (Dimension<K> dimension : dimensions) {
            kept.add(dimension.asLabel());
        }
        return by(kept);
    }

    /** The same, keeping these labels. */
    @SafeVarargs
    public final Rollup<K> by(Label<K>... labelsToKeep) {
        List<Label<K>> kept = new ArrayList<>();
        for (Label<K> label : labelsToKeep) {
            kept.add(label);
        }
        return by(kept);
    }

    /**
     * The same, keeping these labels too.
     *
     * @throws IllegalArgumentException if one has a name that is there already
     */
    public Rollup<K> alsoBy(List<Label<K>> more) {
        List<Label<K>> kept = new ArrayList<>(labels);
        for (Label<K> label : more) {
            if (kept.stream().anyMatch(present -> present.name().equals(label.name()))) {
                throw new IllegalArgumentException(
                        "a label must be there once: '" + label.name() + "' of " + name + "; choose another name");
            }
            kept.add(label);
        }
        return by(kept);
    }

    private Rollup<K> by(List<Label<K>> kept) {
        return new Rollup<>(name, help, type, measure, kept, conditions, buckets);
    }

    /** The same, of those cells alone that satisfy this condition too. */
    public Rollup<K> where(Condition<K> condition) {
        List<Condition<K>> all = new ArrayList<>(conditions);
        all.add(condition);
        return new Rollup<>(name, help, type, measure, labels, all, buckets);
    }

    /** The same under another name. */
    public Rollup<K> named(String otherName) {
        return new Rollup<>(otherName, help, type, measure, labels, conditions, buckets);
    }

    @Override
    public List<String> labelNames() {
        return labels.stream().map(Label::name).toList();
    }

    /** Whether a cell with this key is summed. */
    public boolean accepts(K key) {
        for (Condition<K> condition : conditions) {
            if (!condition.accepts(key)) {
                return false;
            }
        }
        return true;
    }
}
