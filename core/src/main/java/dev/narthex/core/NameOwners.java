// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.HashMap;
import java.util.Map;

/** Who has which name on the page: a name that two had would cost the scrape, or one of the two silently (E8). */
final class NameOwners {

    private final Map<String, Claim> claims = new HashMap<>();

    private record Claim(String owner, Family family) {}

    /** Claims all names of an instrumentation's families; refuses those that are taken, naming both owners. */
    void claim(Instrumentation instrumentation) {
        for (Family family : instrumentation.families()) {
            for (String name : family.reservedNames()) {
                Claim earlier = claims.putIfAbsent(name, new Claim(instrumentation.name(), family));
                if (earlier != null && !earlier.family().isTwinOf(family)) {
                    throw new IllegalStateException("a family must have one owner: " + name + " belongs to "
                            + described(earlier.owner(), earlier.family(), name) + " and to "
                            + described(instrumentation.name(), family, name));
                }
            }
        }
    }

    private static String described(String owner, Family family, String name) {
        return family.name().equals(name) ? owner : owner + " (as part of " + family.name() + ")";
    }
}
