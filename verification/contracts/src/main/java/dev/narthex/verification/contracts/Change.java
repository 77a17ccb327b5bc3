// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import dev.narthex.testkit.Scrape;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What moved between two scrapes: the samples whose value changed, by how much. Tests that share an application assert
 * this, so that none depends on what ran before it.
 */
final class Change {

    private final Map<String, Double> differences = new TreeMap<>();

    private Change(Scrape before, Scrape after) {
        Map<String, Double> earlier = before.samples();
        after.samples().forEach((sample, value) -> {
            double difference = value - earlier.getOrDefault(sample, 0.0);
            if (difference != 0) {
                differences.put(sample, difference);
            }
        });
    }

    static Change between(Scrape before, Scrape after) {
        return new Change(before, after);
    }

    /** The samples of this name that changed, one a line with the difference; samples and labels in alphabetical order. */
    String samples(String name) {
        return differences.entrySet().stream()
                .filter(sample -> isOf(sample.getKey(), name))
                .map(sample -> sample.getKey() + " " + sample.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** The difference over all samples of this name. */
    double total(String name) {
        return differences.entrySet().stream()
                .filter(sample -> isOf(sample.getKey(), name))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    @Override
    public String toString() {
        return differences.toString();
    }

    private static boolean isOf(String sample, String name) {
        return sample.equals(name) || sample.startsWith(name + "{");
    }
}
