// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which families are published, by name: those that a list includes, without those that another excludes. Immutable. */
final class FamilyChoice {

    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:*][a-zA-Z0-9_:*]*");

    private final List<Pattern> included;
    private final List<Pattern> excluded;

    private FamilyChoice(List<Pattern> included, List<Pattern> excluded) {
        this.included = included;
        this.excluded = excluded;
    }

    /** Every family. */
    static FamilyChoice all() {
        return new FamilyChoice(List.of(), List.of());
    }

    /** The same, of those alone that one of these names describes; {@code *} stands for any characters. */
    FamilyChoice including(Collection<String> names) {
        return new FamilyChoice(patterns("narthex.families.include", names), excluded);
    }

    /** The same, without those that one of these names describes. */
    FamilyChoice excluding(Collection<String> names) {
        return new FamilyChoice(included, patterns("narthex.families.exclude", names));
    }

    boolean publishes(String family) {
        return (included.isEmpty() || matches(included, family)) && !matches(excluded, family);
    }

    private static boolean matches(List<Pattern> patterns, String family) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(family).matches());
    }

    private static List<Pattern> patterns(String property, Collection<String> names) {
        return names.stream().map(name -> pattern(property, name)).collect(Collectors.toUnmodifiableList());
    }

    private static Pattern pattern(String property, String name) {
        if (!WORD.matcher(name).matches()) {
            throw new SettingException(
                    property,
                    "must be names of families",
                    "'" + name + "'",
                    "separate them with commas; * stands for any characters: django_http_*");
        }
        return Pattern.compile(name.replace("*", ".*"));
    }
}
