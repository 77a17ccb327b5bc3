// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import dev.narthex.core.Buckets;
import dev.narthex.core.Difference;
import dev.narthex.core.Family;
import dev.narthex.core.Naming;
import dev.narthex.core.Rollup;
import dev.narthex.core.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A family as the code defines it, and what stands beside it in the table of notes.
 *
 * @param feature the instrumentation that publishes it
 * @param family its definition
 * @param namings under which namings it is published; all of them if it is about Narthex itself
 * @param notes what a definition cannot say
 */
record CataloguedFamily(String feature, Family family, Set<Naming> namings, FamilyNotes notes) {

    /** Bounds beyond these are not written out one by one. */
    private static final int MOST_BOUNDS = 24;

    String name() {
        return family.name();
    }

    /** What Prometheus is told that it is, in its words. */
    String type() {
        return family.type().name().toLowerCase(Locale.ROOT);
    }

    boolean isHistogram() {
        return family.type() == Family.Type.HISTOGRAM;
    }

    /** The names of its samples, as a query must write them. */
    List<String> sampleNames() {
        return isHistogram() ? List.of(name() + "_bucket", name() + "_sum", name() + "_count") : List.of(name());
    }

    /** The base unit of its values. */
    String unit() {
        if (family instanceof Rollup<?> rollup) {
            return word(rollup.measure().unit());
        }
        if (family instanceof Difference difference) {
            return word(difference.minuend().measure().unit());
        }
        return name().contains("_seconds") ? word(Unit.SECONDS) : name().contains("_bytes") ? word(Unit.BYTES) : "";
    }

    private static String word(Unit unit) {
        return unit == Unit.ONE ? "" : unit.name().toLowerCase(Locale.ROOT);
    }

    /** The published bounds, without the last one; empty if it has none. */
    String bounds() {
        if (!(family instanceof Rollup<?> rollup) || !isHistogram()) {
            return "";
        }
        Buckets buckets = rollup.buckets();
        Unit unit = rollup.measure().unit();
        List<String> bounds = IntStream.range(0, buckets.size() - 1)
                .mapToObj(index -> number(unit.published(buckets.bound(index))))
                .toList();
        return bounds.size() <= MOST_BOUNDS
                ? String.join(" ", bounds)
                : bounds.stream().limit(4).collect(Collectors.joining(" ")) + " … " + bounds.get(bounds.size() - 1);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
