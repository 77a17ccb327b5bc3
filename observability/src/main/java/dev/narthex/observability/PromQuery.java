// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An expression in Prometheus's language, read as far as names go: which series it selects, by which labels, and by which it
 * groups. It reads what stands in this repository, and refuses a selector that names no metric. Immutable.
 */
final class PromQuery {

    /** Strings, ranges in brackets, numbers with units, selectors, names; in this order. */
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|\\d[\\w.]*|\\{[^}]*}|[a-zA-Z_:][\\w:]*");

    private static final Pattern MATCHER =
            Pattern.compile("([a-zA-Z_]\\w*)\\s*(?:=~|!~|!=|=)\\s*\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern LABEL_LIST = Pattern.compile("\\G\\s*\\(([^)]*)\\)");
    private static final Set<String> LISTS = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan", "atan2");

    private final String text;
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> grouping = new TreeSet<>();

    /**
     * One series that is selected.
     *
     * @param metric its name
     * @param matchers what stands in braces behind it, without them; empty if nothing does
     * @param start where the name begins
     * @param end behind the braces, or behind the name where there are none
     */
    record Selector(String metric, String matchers, int start, int end) {

        Set<String> labels() {
            Set<String> labels = new LinkedHashSet<>();
            Matcher matcher = MATCHER.matcher(matchers);
            while (matcher.find()) {
                labels.add(matcher.group(1));
            }
            return labels;
        }
    }

    private PromQuery(String text) {
        this.text = text;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if a selector names no metric
     */
    static PromQuery parse(String text) {
        PromQuery query = new PromQuery(text);
        query.read();
        return query;
    }

    private void read() {
        Matcher token = TOKEN.matcher(text);
        int from = 0;
        while (token.find(from)) {
            from = token.end();
            String word = token.group();
            char first = word.charAt(0);
            if (first == '{') {
                throw new IllegalArgumentException("a selector must name its metric: " + word + " in " + text);
            }
            if (first == '"' || first == '[' || Character.isDigit(first)) {
                continue;
            }
            from = LISTS.contains(word) ? labels(from) : WORDS.contains(word) ? from : name(word, token.start(), from);
        }
    }

    /** Reads the labels in parentheses behind {@code by} and its like. */
    private int labels(int from) {
        Matcher list = LABEL_LIST.matcher(text);
        if (!list.find(from)) {
            return from;
        }
        for (String label : list.group(1).split(",", -1)) {
            if (!label.isBlank()) {
                grouping.add(label.strip());
            }
        }
        return list.end();
    }

    /** Reads a name: of a function or an aggregation if a parenthesis or a grouping follows, else of a metric. */
    private int name(String word, int start, int end) {
        String rest = text.substring(end).stripLeading();
        if (rest.startsWith("(") || rest.matches("(?s)(by|without)\\b.*")) {
            return end;
        }
        boolean selects = end < text.length() && text.charAt(end) == '{';
        int close = selects ? text.indexOf('}', end) + 1 : end;
        selectors.add(new Selector(word, selects ? text.substring(end + 1, close - 1) : "", start, close));
        return close;
    }

    /** The series that it selects, in order. */
    List<Selector> selectors() {
        return List.copyOf(selectors);
    }

    /** The names of the metrics that it selects. */
    Set<String> metrics() {
        return selectors.stream().map(Selector::metric).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The labels by which it groups or matches. */
    Set<String> grouping() {
        return Set.copyOf(grouping);
    }

    /** The same with other text in place of each name, and more matchers in its braces. */
    String rewritten(UnaryOperator<String> name, UnaryOperator<String> moreMatchers) {
        StringBuilder rewritten = new StringBuilder();
        int from = 0;
        for (Selector selector : selectors) {
            rewritten.append(text, from, selector.start()).append(name.apply(selector.metric()));
            String more = moreMatchers.apply(selector.metric());
            String all = selector.matchers().isEmpty() || more.isEmpty()
                    ? selector.matchers() + more
                    : selector.matchers() + "," + more;
            rewritten.append(all.isEmpty() ? "" : "{" + all + "}");
            from = selector.end();
        }
        return rewritten.append(text.substring(from)).toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
