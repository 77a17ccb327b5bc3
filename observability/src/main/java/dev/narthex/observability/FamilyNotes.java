// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a family's definition cannot say.
 *
 * @param moves when its numbers move
 * @param cases the ids of its edge cases in {@code docs/edge-cases.md}
 * @param query a question that it answers
 */
record FamilyNotes(String moves, List<String> cases, String query) {

    /** Where the table stands, from the root of the checkout. */
    static final String FILE = "observability/src/main/resources/dev/narthex/observability/families.txt";

    private static final String NONE = "–";

    /** The table: a line a family, {@code name | when it moves | edge cases | example query}. */
    static Map<String, FamilyNotes> read() {
        Map<String, FamilyNotes> notes = new TreeMap<>();
        for (String line : text().lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split(" \\| ", 4); // the query may have bars of its own
            if (cells.length < 4) {
                throw new IllegalStateException("a line must have four parts between ' | ': " + line + "; in " + FILE);
            }
            List<String> cases =
                    cells[2].equals(NONE) ? List.of() : List.of(cells[2].strip().split(" +"));
            FamilyNotes former =
                    notes.put(cells[0].strip(), new FamilyNotes(cells[1].strip(), cases, cells[3].strip()));
            if (former != null) {
                throw new IllegalStateException("a family must have one line: " + cells[0] + "; in " + FILE);
            }
        }
        return notes;
    }

    private static String text() {
        try (InputStream table = FamilyNotes.class.getResourceAsStream("families.txt")) {
            if (table == null) {
                throw new IllegalStateException("not on the class path: " + FILE);
            }
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
