// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Scenarios and containers as one table, of what the other modules have left in their target folders; their tests have
 * run before this one. A cell is written when all assertions about it have passed. The table is left for {@code ./check}.
 */
class ScenarioTableTest {

    private static final List<String> CONTAINERS =
            List.of("tomcat-10", "tomcat-11", "jetty-12", "undertow-2", "boot-3", "boot-4");

    /**
     * Cells that are empty on purpose.
     *
     * @param rows what these rows begin with
     * @param containers where they are empty
     * @param reason why
     */
    private record Absent(String rows, List<String> containers, String reason) {

        boolean has(String row, String container) {
            return row.startsWith(rows) && containers.contains(container);
        }
    }

    private static final List<Absent> ABSENT = List.of(new Absent(
            "MVC ",
            List.of("tomcat-10", "tomcat-11", "jetty-12", "undertow-2"),
            "Spring MVC is where Spring Boot is, on Tomcat 10.1 in boot-3 and on Tomcat 11 in boot-4"));

    private static final int MAX_CELL = 25;

    /** Row by row, what each container has shown. */
    private final TreeMap<String, Map<String, String>> rows = new TreeMap<>();

    private final TreeMap<String, String> notes = new TreeMap<>();

    @Test
    void everyScenarioIsShownOnEveryContainer() throws IOException {
        for (String container : CONTAINERS) {
            read(container);
        }
        List<String> empty = new ArrayList<>();
        List<String> filled = new ArrayList<>();
        rows.forEach((row, cells) -> {
            for (String container : CONTAINERS) {
                boolean absent = ABSENT.stream().anyMatch(known -> known.has(row, container));
                if (absent == cells.containsKey(container)) {
                    (absent ? filled : empty).add(row + " | " + container);
                }
            }
        });
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "http-contract.txt"), table());

        assertThat(rows).hasSizeGreaterThan(80);
        assertThat(empty).as("cells without a number and without a reason").isEmpty();
        assertThat(filled).as("cells that have a reason to be empty").isEmpty();
    }

    private void read(String container) throws IOException {
        Path file = Path.of("..", container, "target", "http-contract.tsv");
        assertThat(file)
                .as("%s must have run its HTTP contract before", container)
                .exists();
        for (String line : Files.readAllLines(file)) {
            String[] cell = line.split("\t", 2);
            rows.computeIfAbsent(cell[0], row -> new HashMap<>()).put(container, cell[1]);
        }
    }

    private String table() {
        StringBuilder table = new StringBuilder("%-46s".formatted("scenario"));
        CONTAINERS.forEach(container -> table.append("%-26s".formatted(container)));
        rows.forEach((row, cells) -> {
            table.append("\n%-46s".formatted(row));
            for (String container : CONTAINERS) {
                table.append("%-26s".formatted(shown(row, container, cells.get(container))));
            }
        });
        notes.forEach((place, note) ->
                table.append("\n(*) ").append(place).append(": ").append(note));
        for (Absent absent : ABSENT) {
            table.append("\n(-) ")
                    .append(absent.rows())
                    .append("rows | ")
                    .append(String.join(", ", absent.containers()));
            table.append(": ").append(absent.reason());
        }
        return table.append("\n%d scenarios on %d containers\n".formatted(rows.size(), CONTAINERS.size()))
                .toString();
    }

    /** A cell; what is too long for it is a note below the table. */
    private String shown(String row, String container, @Nullable String cell) {
        if (cell == null) {
            return "-";
        }
        if (cell.length() <= MAX_CELL) {
            return cell;
        }
        notes.put(row + " | " + container, cell);
        return cell.replaceFirst(":.*", "") + " (*)";
    }
}
