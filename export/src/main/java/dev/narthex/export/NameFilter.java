// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which families a scrape asks for by {@code name[]}: by the family's name or by one of its samples'. Immutable. */
final class NameFilter {

    private static final NameFilter ALL = new NameFilter(Set.of());

    /** More would be a scraper gone wrong; fewer than a page has families. */
    private static final int MAX_NAMES = 1_000;

    private final Set<String> names;

    private NameFilter(Set<String> names) {
        this.names = names;
    }

    /** Every family. */
    static NameFilter all() {
        return ALL;
    }

    /**
     * The filter of a query string; without any {@code name[]} it is {@link #all()}.
     *
     * @throws IllegalArgumentException if the encoding is wrong or there are too many names; the message has nothing of
     *     the client's in it
     */
    static NameFilter parse(@Nullable String query) {
        Set<String> names = new HashSet<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && decoded(pair.substring(0, equals)).equals("name[]")) {
                names.add(decoded(pair.substring(equals + 1)));
                if (names.size() > MAX_NAMES) {
                    throw new IllegalArgumentException("name[] must be given " + MAX_NAMES + " times at most");
                }
            }
        }
        return names.isEmpty() ? ALL : new NameFilter(names);
    }

    /** Whether one of these names is asked for. */
    boolean includesAny(Collection<String> ofOneFamily) {
        return names.isEmpty() || !Collections.disjoint(names, ofOneFamily);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("the query must be percent-encoded", malformed);
        }
    }
}
