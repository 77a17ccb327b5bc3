// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability.grafana;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An object of JSON whose members keep their order. Values are texts, numbers, truths, null, lists, and such objects. */
final class Json {

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    private Json() {}

    static Json object() {
        return new Json();
    }

    /** Adds a member, or replaces it. */
    Json put(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    /** The text, two blanks a level. */
    @Override
    public String toString() {
        return text(this, "");
    }

    private static String text(@Nullable Object value, String indent) {
        String inner = indent + "  ";
        if (value instanceof Json object) {
            return block(
                    '{',
                    '}',
                    indent,
                    object.members.entrySet().stream()
                            .map(member -> inner + quoted(member.getKey()) + ": " + text(member.getValue(), inner))
                            .toList());
        }
        if (value instanceof List<?> list) {
            return block(
                    '[',
                    ']',
                    indent,
                    list.stream().map(item -> inner + text(item, inner)).toList());
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String block(char open, char close, String indent, List<String> lines) {
        return lines.isEmpty()
                ? "" + open + close
                : lines.stream().collect(Collectors.joining(",\n", open + "\n", "\n" + indent + close));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (c < ' ') {
                        throw new IllegalArgumentException("a text must have no control characters: " + (int) c);
                    }
                    quoted.append(c);
                }
            }
        }
        return quoted.append('"').toString();
    }
}
