// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Scenarios and containers as one table, of what the other modules have left in their target folders; their tests have
 * run before this one. A cell is written when all assertions about it have passed. The table is left for {@code ./check}.
 */
class ScenarioTableTest {

    private static final List<String> CONTAINERS =
            List.of("tomcat-10", "tomcat-11", "jetty-12", "undertow-2", "boot-3", "boot-4");

    /** Cells that are empty on purpose, as "row | container", each with its reason. None today. */
    private static final Map<String, String> EMPTY_WITH_REASON = Map.of();

    private static final int MAX_CELL = 28;

    @Test
    void everyScenarioIsShownOnEveryContainer() throws IOException {
        Map<String, Map<String, String>> columns = new LinkedHashMap<>();
        TreeSet<String> rows = new TreeSet<>();
        for (String container : CONTAINERS) {
            Path file = Path.of("..", container, "target", "http-contract.tsv");
            assertThat(file)
                    .as("%s must have run its HTTP contract before", container)
                    .exists();
            Map<String, String> column = new HashMap<>();
            for (String line : Files.readAllLines(file)) {
                String[] cell = line.split("\t", 2);
                column.put(cell[0], cell[1]);
            }
            columns.put(container, column);
            rows.addAll(column.keySet());
        }

        Map<String, String> notes = new TreeMap<>();
        List<String> empty = new ArrayList<>();
        StringBuilder table = new StringBuilder("%-46s".formatted("scenario"));
        CONTAINERS.forEach(container -> table.append("%-26s".formatted(container)));
        for (String row : rows) {
            table.append("\n%-46s".formatted(row));
            for (String container : CONTAINERS) {
                String place = row + " | " + container;
                String cell = columns.getOrDefault(container, Map.of()).get(row);
                if (cell == null) {
                    String reason = EMPTY_WITH_REASON.get(place);
                    if (reason == null) {
                        empty.add(place);
                    } else {
                        notes.put(place, reason);
                    }
                    cell = "-";
                } else if (cell.length() > MAX_CELL - 3) {
                    notes.put(place, cell);
                    cell = cell.replaceFirst(":.*", "") + " (*)";
                }
                table.append("%-26s".formatted(cell));
            }
        }
        notes.forEach((place, note) ->
                table.append("\n(*) ").append(place).append(": ").append(note));
        table.append('\n')
                .append(rows.size())
                .append(" scenarios on ")
                .append(CONTAINERS.size())
                .append(" containers\n");
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "http-contract.txt"), table);

        assertThat(rows).hasSizeGreaterThan(50);
        assertThat(empty).isEmpty();
    }
}
