// SPDX-License-Identifier: Apache-2.0
package dev.narthex.testkit;

import dev.narthex.core.Application;
import dev.narthex.export.MetricsPage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What Prometheus would read now. Immutable.
 *
 * <pre>{@code
 * assertThat(Scrape.of(application).family("django_http_responses_total_by_status")).isEqualTo("""
 *         django_http_responses_total_by_status{status="404"} 1.0
 *         """);
 * }</pre>
 */
public final class Scrape {

    private static final List<String> SUFFIXES = List.of("_bucket", "_sum", "_count");

    private final List<String> lines;

    private Scrape(List<String> lines) {
        this.lines = lines;
    }

    /** What a scrape of this application reads now. */
    public static Scrape of(Application application) {
        try (MetricsPage.Rendered page = MetricsPage.of(application).render()) {
            return parse(page.text());
        }
    }

    /** A page in text format 0.0.4. */
    public static Scrape parse(String page) {
        return new Scrape(page.lines().toList());
    }

    /** The sample lines of one family in the order of the page, each with its line end; empty if it is not there. */
    public String family(String name) {
        boolean histogram = lines.contains("# TYPE " + name + " histogram");
        return lines.stream()
                .filter(line -> !line.startsWith("#") && belongs(sampleName(line), name, histogram))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** The names of all families, in the order of the page. */
    public List<String> families() {
        return lines.stream()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .toList();
    }

    /** The type of a family; empty if it is not there. */
    public String type(String family) {
        return lines.stream()
                .filter(line -> line.startsWith("# TYPE " + family + " "))
                .map(line -> line.split(" ", -1)[3])
                .findFirst()
                .orElse("");
    }

    /** The value of one sample, 0 if it is not there. The labels may stand in any order. */
    public double value(String sample) {
        return samples().getOrDefault(normalised(sample), 0.0);
    }

    /** The sum of all samples of this name, whatever their labels. */
    public double total(String sampleName) {
        double total = 0;
        for (Map.Entry<String, Double> sample : samples().entrySet()) {
            if (sampleName(sample.getKey()).equals(sampleName)) {
                total += sample.getValue();
            }
        }
        return total;
    }

    /** All samples by name and labels, the labels in alphabetical order. */
    public Map<String, Double> samples() {
        Map<String, Double> samples = new LinkedHashMap<>();
        for (String line : lines) {
            if (!line.startsWith("#") && !line.isBlank()) {
                int space = line.lastIndexOf(' ');
                samples.put(normalised(line.substring(0, space)), number(line.substring(space + 1)));
            }
        }
        return samples;
    }

    /** What changed since an earlier scrape. */
    public Change since(Scrape before) {
        return Change.between(before, this);
    }

    /** The page, with a line end after every line. */
    public String text() {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static boolean belongs(String sampleName, String family, boolean histogram) {
        return sampleName.equals(family)
                || (histogram && SUFFIXES.stream().anyMatch(suffix -> sampleName.equals(family + suffix)));
    }

    private static String sampleName(String line) {
        int end = line.indexOf('{');
        int space = line.indexOf(' ');
        return line.substring(0, end >= 0 ? end : space >= 0 ? space : line.length());
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The same sample with its labels in alphabetical order. */
    static String normalised(String sample) {
        int brace = sample.indexOf('{');
        if (brace < 0) {
            return sample;
        }
        String labels = sample.substring(brace + 1, sample.lastIndexOf('}'));
        List<String> parts = labels(labels);
        Collections.sort(parts);
        return sample.substring(0, brace) + "{" + String.join(",", parts) + "}";
    }

    /** Splits at the commas that stand outside of values. */
    private static List<String> labels(String text) {
        List<String> labels = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (quoted && character == '\\') {
                i++; // the next one is meant literally
            } else if (character == '"') {
                quoted = !quoted;
            } else if (!quoted && character == ',') {
                labels.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (!text.substring(start).isBlank()) {
            labels.add(text.substring(start).strip());
        }
        return labels;
    }
}
