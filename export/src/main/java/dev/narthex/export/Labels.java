// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The label set of a series as text: {@code a="1",b="2"}, escaped, without braces. Made once, when a series is born. */
final class Labels {

    /** Prometheus may refuse a whole target for one long label (its label_value_length_limit, E40). */
    private static final int MAX_VALUE_LENGTH = 200;

    private Labels() {}

    /** A value as it may be shown: cut to length, and without halves of characters. */
    static String cleaned(String value) {
        int end = end(value);
        boolean clean = end == value.length();
        for (int i = 0; clean && i < end; i++) {
            clean = !Character.isSurrogate(value.charAt(i));
        }
        if (clean) {
            return value;
        }
        StringBuilder text = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            text.append(isLoneSurrogate(value, i) ? '\uFFFD' : value.charAt(i));
        }
        return text.toString();
    }

    /** The text of a label set; labels with an empty value are left out, as an empty label is no label. */
    static String text(List<String> names, List<String> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String value = values.get(i);
            if (!value.isEmpty()) {
                if (text.length() > 0) {
                    text.append(',');
                }
                text.append(names.get(i)).append("=\"");
                appendEscaped(text, value);
                text.append('"');
            }
        }
        return text.toString();
    }

    /** The text of a label set of client_java; names that Prometheus did not always know have underscores (E3). */
    static String text(io.prometheus.metrics.model.snapshots.Labels labels) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            names.add(labels.getPrometheusName(i));
            values.add(labels.getValue(i));
        }
        return text(names, values);
    }

    /** The text of a label set with one more label at its end. */
    static String with(String labels, String name, String value) {
        String more = text(List.of(name), List.of(value));
        return labels.isEmpty() || more.isEmpty() ? labels + more : labels + "," + more;
    }

    /** The text of a help: backslashes and line ends escaped. */
    static String help(String help) {
        return help.replace("\\", "\\\\").replace("\n", "\\n");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void appendEscaped(StringBuilder text, String value) {
        String cleaned = cleaned(value);
        for (int i = 0; i < cleaned.length(); i++) {
            char character = cleaned.charAt(i);
            switch (character) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(character);
            }
        }
    }

    /** Cuts no surrogate pair in two. */
    private static int end(String value) {
        if (value.length() <= MAX_VALUE_LENGTH) {
            return value.length();
        }
        return Character.isHighSurrogate(value.charAt(MAX_VALUE_LENGTH - 1)) ? MAX_VALUE_LENGTH - 1 : MAX_VALUE_LENGTH;
    }

    private static boolean isLoneSurrogate(String value, int index) {
        char character = value.charAt(index);
        if (Character.isHighSurrogate(character)) {
            return index + 1 >= value.length() || !Character.isLowSurrogate(value.charAt(index + 1));
        }
        return Character.isLowSurrogate(character)
                && (index == 0 || !Character.isHighSurrogate(value.charAt(index - 1)));
    }
}
