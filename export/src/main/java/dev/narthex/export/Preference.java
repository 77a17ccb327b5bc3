// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One element of a header that states preferences, such as Accept: a word, its parameters and its weight (RFC 9110,
 * 12.4.2). Immutable.
 *
 * @param word what is preferred, in lower case: {@code text/plain}, {@code gzip}
 * @param parameters the values by name, both in lower case, the weight left out
 * @param weight 0 to 1; 0 is a refusal
 */
record Preference(String word, Map<String, String> parameters, double weight) {

    /** The elements of a header in their order. What cannot be read is left out; nothing is thrown. */
    static List<Preference> parse(@Nullable String header) {
        List<Preference> elements = new ArrayList<>();
        if (header != null) {
            for (String element : split(header, ',')) {
                Preference preference = element(element);
                if (preference != null) {
                    elements.add(preference);
                }
            }
        }
        return elements;
    }

    /** The value of a parameter; empty where it is not there. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    private static @Nullable Preference element(String text) {
        List<String> parts = split(text, ';');
        String word = parts.get(0).strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                String name = part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                parameters.put(name, unquoted(part.substring(equals + 1).strip()));
            }
        }
        double weight = weight(parameters.remove("q"));
        return Double.isNaN(weight) ? null : new Preference(word, parameters, weight);
    }

    /** A weight, cut to 0 and 1; 1 where there is none, NaN where it is no number. */
    private static double weight(@Nullable String text) {
        if (text == null) {
            return 1;
        }
        try {
            return Math.min(1, Math.max(0, Double.parseDouble(text)));
        } catch (NumberFormatException unreadable) {
            return Double.NaN;
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        String bare = quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
        return bare.toLowerCase(Locale.ROOT);
    }

    /** Splits at a separator outside quotes; there is always a first part. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (quoted && character == '\\') {
                i++; // the next one is meant literally
            } else if (character == '"') {
                quoted = !quoted;
            } else if (!quoted && character == separator) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
