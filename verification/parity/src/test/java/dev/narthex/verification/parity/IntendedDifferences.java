// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.parity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of {@code docs/parity.md}: the causes, and every sample that they move.
 */
final class IntendedDifferences {

    static final String ABSENT = "–";

    private static final Pattern SHARE = Pattern.compile("(\\d+): ([+−][1-9]\\d*)");

    private final Map<Integer, Cause> causes = new LinkedHashMap<>();
    private final Map<String, Moved> moved = new LinkedHashMap<>();

    /** Why something differs, and what says that it may. */
    record Cause(String what, List<String> sources, String why) {}

    /** A sample, what it is there and here, and by how much each cause moves it; an absent one is 0. */
    record Moved(String sample, String theirs, String ours, Map<Integer, Integer> shares) {}

    private IntendedDifferences() {}

    static IntendedDifferences parse(String page) {
        IntendedDifferences differences = new IntendedDifferences();
        for (List<String> row : rows(page, "## The causes", 4)) {
            differences.causes.put(Integer.valueOf(row.get(0)), new Cause(row.get(1), sources(row.get(2)), row.get(3)));
        }
        for (List<String> row : rows(page, "## The samples", 4)) {
            Moved sample = new Moved(code(row.get(0)), row.get(1), row.get(2), shares(row.get(3)));
            if (differences.moved.put(sample.sample(), sample) != null) {
                throw new IllegalStateException("a sample must have one row: " + sample.sample());
            }
        }
        return differences;
    }

    Map<Integer, Cause> causes() {
        return causes;
    }

    Map<String, Moved> moved() {
        return moved;
    }

    /** The rows of the first table below a heading, head and rule left out. */
    private static List<List<String>> rows(String page, String heading, int columns) {
        List<List<String>> rows = new ArrayList<>();
        page.lines()
                .dropWhile(line -> !line.equals(heading))
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .forEach(line -> rows.add(cells(line, columns)));
        if (rows.isEmpty()) {
            throw new IllegalStateException("'" + heading + "' must be followed by a table");
        }
        return rows;
    }

    private static List<String> cells(String line, int columns) {
        List<String> cells = List.of(line.substring(2, line.length() - 2).split(" \\| ", -1));
        if (cells.size() != columns) {
            throw new IllegalStateException("a row must have " + columns + " cells: " + line);
        }
        return cells;
    }

    private static String code(String cell) {
        return cell.startsWith("`") ? cell.substring(1, cell.length() - 1) : cell;
    }

    private static List<String> sources(String cell) {
        return List.of(cell.split("; (?=defect of|specification:|name that)", -1));
    }

    private static Map<Integer, Integer> shares(String cell) {
        Map<Integer, Integer> shares = new LinkedHashMap<>();
        for (String part : cell.split(", ", -1)) {
            Matcher share = SHARE.matcher(part);
            if (!share.matches()) {
                throw new IllegalStateException("a share must read 'cause: +n' or 'cause: −n': " + cell);
            }
            shares.put(
                    Integer.valueOf(share.group(1)),
                    Integer.valueOf(share.group(2).replace('−', '-')));
        }
        return shares;
    }
}
