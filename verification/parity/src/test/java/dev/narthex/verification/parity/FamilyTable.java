// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.parity;

import dev.narthex.verification.parity.IntendedDifferences.Moved;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table in {@code docs/parity.md} of every family: how many samples are compared, how many are theirs, and why others differ. */
final class FamilyTable {

    private FamilyTable() {}

    /**
     * Its rows.
     *
     * @param families every family of theirs
     * @param samples every sample that is there or must be here
     * @param moved those that differ, with the causes
     */
    static List<String> rows(Collection<String> families, Set<String> samples, Map<String, Moved> moved) {
        List<String> rows = new ArrayList<>();
        for (String family : families) {
            List<String> own =
                    samples.stream().filter(sample -> isOf(family, sample)).toList();
            List<String> differing = own.stream().filter(moved::containsKey).toList();
            Set<Integer> causes = new TreeSet<>();
            differing.forEach(sample -> causes.addAll(moved.get(sample).shares().keySet()));
            rows.add("| `%s` | %d | %d | %s |"
                    .formatted(family, own.size(), own.size() - differing.size(), text(causes)));
        }
        return rows;
    }

    private static boolean isOf(String family, String sample) {
        String name = sample.replaceFirst("\\{.*", "");
        return name.equals(family)
                || List.of("_count", "_bucket", "_sum").stream().anyMatch(part -> name.equals(family + part));
    }

    private static String text(Set<Integer> causes) {
        return causes.isEmpty()
                ? IntendedDifferences.ABSENT
                : causes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
