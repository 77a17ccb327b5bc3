// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The rules of one of Prometheus's rule files, as far as checks of them go. */
public final class RuleFile {

    /**
     * A recording rule or an alert.
     *
     * @param name what it records, or what the alert is called
     * @param alert whether it is an alert
     * @param expression its expression
     * @param labels what it puts on its series
     * @param annotations what an alert says
     */
    public record Rule(
            String name,
            boolean alert,
            String expression,
            Map<String, String> labels,
            Map<String, String> annotations) {

        /** The labels of the series that a recording rule makes. */
        Set<String> labelNames() {
            Set<String> names = new TreeSet<>(PromQuery.parse(expression).grouping());
            names.addAll(labels.keySet());
            return names;
        }
    }

    private RuleFile() {}

    /** The rules of all files in a folder, files in alphabetical order. */
    public static List<Rule> readAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Rule> rules = new ArrayList<>();
            for (Path file : files.filter(name -> name.toString().endsWith(".yml"))
                    .sorted()
                    .toList()) {
                rules.addAll(read(Files.readString(file)));
            }
            return rules;
        }
    }

    private static List<Rule> read(String text) {
        Map<?, ?> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        List<Rule> rules = new ArrayList<>();
        for (Object group : list(file, "groups")) {
            for (Object rule : list((Map<?, ?>) group, "rules")) {
                rules.add(rule((Map<?, ?>) rule));
            }
        }
        return rules;
    }

    private static List<?> list(Map<?, ?> owner, String key) {
        return owner.get(key) instanceof List<?> list ? list : List.of();
    }

    private static Rule rule(Map<?, ?> rule) {
        boolean alert = rule.containsKey("alert");
        return new Rule(
                text(rule.get(alert ? "alert" : "record")),
                alert,
                text(rule.get("expr")),
                texts(rule.get("labels")),
                texts(rule.get("annotations")));
    }

    private static Map<String, String> texts(@Nullable Object map) {
        Map<String, String> texts = new TreeMap<>();
        if (map instanceof Map<?, ?> pairs) {
            pairs.forEach((key, value) -> texts.put(text(key), text(value)));
        }
        return texts;
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}
