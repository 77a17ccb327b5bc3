// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.parity;

import dev.narthex.testkit.Scrape;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which samples of a page are compared: every counter and gauge, every histogram's count, of the sizes of requests all buckets and the
 * sum. Not the rest: the time that something took is different on every run.
 */
final class ComparedSamples {

    private static final String THEIRS = "django_";
    private static final String SIZES = "django_http_requests_body_total_bytes";

    private final Set<String> families = new LinkedHashSet<>();
    private final Set<String> names = new TreeSet<>();
    private final Set<String> runTime = new TreeSet<>();

    /** What is compared is what this page has. */
    ComparedSamples(Scrape theirs) {
        for (String family : theirs.families()) {
            switch (theirs.type(family)) {
                case "counter", "gauge" -> add(family, family);
                case "histogram" -> add(family, family + "_count");
                default -> leaveOut(family);
            }
        }
        names.add(SIZES + "_bucket");
        names.add(SIZES + "_sum");
    }

    private void add(String family, String sample) {
        if (family.startsWith(THEIRS) && !family.endsWith("_created")) {
            families.add(family);
            names.add(sample);
        } else {
            leaveOut(family);
        }
    }

    private void leaveOut(String family) {
        if (!family.endsWith("_created")) { // when a series was born: never the same twice
            runTime.add(family);
        }
    }

    /** The samples of a page, labels that only we have summed away, and the embedded database under the name of the real one. */
    SortedMap<String, Double> of(Scrape page) {
        SortedMap<String, Double> samples = new TreeMap<>();
        for (Map.Entry<String, Double> sample : page.samples().entrySet()) {
            if (names.contains(sample.getKey().replaceFirst("\\{.*", ""))) {
                samples.merge(comparable(sample.getKey()), sample.getValue(), Double::sum);
            }
        }
        return samples;
    }

    /** The same, less what a page had before of statements: those that make and check the tables. */
    SortedMap<String, Double> since(Scrape before, Scrape page) {
        SortedMap<String, Double> samples = of(page);
        of(before).forEach((sample, value) -> {
            if (sample.startsWith("django_db_")) {
                samples.computeIfPresent(sample, (known, now) -> now.equals(value) ? null : now - value);
            }
        });
        return samples;
    }

    private static String comparable(String sample) {
        return sample.startsWith("django_db_")
                ? sample.replaceFirst(",?operation=\"[A-Z]+\"", "").replace("vendor=\"h2\"", "vendor=\"postgresql\"")
                : sample;
    }

    Set<String> families() {
        return families;
    }

    /** Families of theirs about Python and its process. */
    Set<String> runTime() {
        return runTime;
    }

    /** Families that only this page has. */
    Set<String> aloneOn(Scrape ours) {
        return ours.families().stream()
                .filter(family -> !families.contains(family))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
