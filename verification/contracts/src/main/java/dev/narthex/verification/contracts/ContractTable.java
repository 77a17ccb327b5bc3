// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** One column of the table of scenarios and containers: what was seen in each row, left in the module's target folder. */
final class ContractTable {

    /** Where it is left, below a module's folder. */
    static final Path FILE = Path.of("target", "http-contract.tsv");

    private final Map<String, String> cells = new TreeMap<>();

    void seen(String row, String cell) {
        cells.put(row, cell);
    }

    void write() throws IOException {
        StringBuilder lines = new StringBuilder();
        cells.forEach((row, cell) -> lines.append(row).append('\t').append(cell).append('\n'));
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, lines);
    }
}
