// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.report;

import dev.narthex.benchmarks.process.MedianInterval;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What was measured, by name; each figure is a median and what it lies between, or the best, the median and the bytes of
 * a benchmark. Kept in a file for each part, so that a part can be measured alone. Not thread-safe.
 */
public final class Figures {

    private final Map<String, List<Double>> byName = new TreeMap<>();

    Figures() {}

    /** What the parts have left in a folder. */
    static Figures in(Path folder) throws IOException {
        Figures figures = new Figures();
        for (Part part : Part.values()) {
            Path file = file(folder, part);
            if (Files.exists(file)) {
                figures.load(file);
            }
        }
        return figures;
    }

    /** Leaves them in a folder as those of a part. */
    void save(Path folder, Part part) throws IOException {
        Properties properties = new Properties();
        byName.forEach((name, numbers) -> properties.setProperty(
                name, String.join(" ", numbers.stream().map(String::valueOf).toList())));
        Files.createDirectories(folder);
        try (Writer writer = Files.newBufferedWriter(file(folder, part))) {
            properties.store(writer, null);
        }
    }

    /** Adds a median and its interval. */
    public void put(String name, MedianInterval interval) {
        byName.put(name, List.of(interval.median(), interval.low(), interval.high()));
    }

    /** Adds one number. */
    void put(String name, double number) {
        byName.put(name, List.of(number));
    }

    /** Adds a benchmark: the best iteration, the median of all, and the bytes of an operation. */
    void put(String name, double best, double median, double bytes) {
        byName.put(name, List.of(best, median, bytes));
    }

    /** All names that begin so, in order. */
    List<String> names(String prefix) {
        return byName.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    /** A single number, the best iteration, or a median. */
    double first(String name) {
        return numbers(name).get(0);
    }

    /** The bytes of an operation of a benchmark. */
    double bytes(String name) {
        return numbers(name).get(2);
    }

    /** A median and its interval. */
    MedianInterval interval(String name) {
        List<Double> numbers = numbers(name);
        return new MedianInterval(numbers.get(0), numbers.get(1), numbers.get(2));
    }

    /** The numbers of a figure. */
    List<Double> numbers(String name) {
        List<Double> numbers = byName.get(name);
        if (numbers == null) {
            throw new NoSuchElementException(name);
        }
        return numbers;
    }

    private void load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        for (String name : properties.stringPropertyNames()) {
            List<Double> numbers = new ArrayList<>();
            Arrays.stream(properties.getProperty(name).split(" ", -1))
                    .forEach(text -> numbers.add(Double.valueOf(text)));
            byName.put(name, List.copyOf(numbers));
        }
    }

    private static Path file(Path folder, Part part) {
        return folder.resolve(part.label() + ".properties");
    }
}
