// SPDX-License-Identifier: Apache-2.0
package dev.narthex.testkit;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What moved between two scrapes: the samples whose value changed, by how much. A test that asserts this depends on
 * nothing that ran before it. Immutable.
 *
 * <pre>{@code
 * Scrape before = Scrape.of(application);
 * buy("book");
 * assertThat(Scrape.of(application).since(before)).hasGrown("sales_total{kind=\"book\"}", 1);
 * }</pre>
 */
public final class Change {

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

    /** What changed from one scrape to another; a sample that was not there before was 0. */
    public static Change between(Scrape before, Scrape after) {
        return new Change(before, after);
    }

    /** The samples of this name that changed, one a line with the difference; samples and labels in alphabetical order. */
    public String samples(String name) {
        return differences.entrySet().stream()
                .filter(sample -> isOf(sample.getKey(), name))
                .map(sample -> sample.getKey() + " " + sample.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** The difference of one sample, 0 if it did not change. The labels may stand in any order. */
    public double value(String sample) {
        return differences.getOrDefault(Scrape.normalised(sample), 0.0);
    }

    /** The difference over all samples of this name. */
    public double total(String name) {
        return differences.entrySet().stream()
                .filter(sample -> isOf(sample.getKey(), name))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    @Override
    public String toString() {
        return differences.entrySet().stream()
                .map(sample -> sample.getKey() + " " + sample.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static boolean isOf(String sample, String name) {
        return sample.equals(name) || sample.startsWith(name + "{");
    }
}
