// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations;

import dev.narthex.migrations.MigrationHistory.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The migrations of a database that somebody else migrates: the application sees the history table, and no scripts (D33).
 * So it tells what has run, and not what has yet to.
 */
public final class HistoryTableReader implements MigrationReader {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$#]+(\\.[\\p{L}\\p{N}_$#]+)*");

    private final String tool;
    private final String table;
    private final Set<MigrationState> known;
    private final Function<MigrationHistory, Map<String, MigrationState>> states;

    private HistoryTableReader(
            String tool,
            String table,
            Set<MigrationState> known,
            Function<MigrationHistory, Map<String, MigrationState>> states) {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "a history table must be a name, with its schema in front if need be: " + table);
        }
        this.tool = tool;
        this.table = table;
        this.known = known;
        this.states = states;
    }

    /**
     * The history table of a Flyway.
     *
     * @param table its name as it is written, with a schema in front if it is not in that of the connection: {@code
     *     flyway_schema_history}
     */
    public static HistoryTableReader flyway(String table) {
        return new HistoryTableReader(
                "flyway",
                table,
                Set.of(
                        MigrationState.APPLIED,
                        MigrationState.FAILED,
                        MigrationState.BASELINE,
                        MigrationState.UNDONE,
                        MigrationState.DELETED),
                HistoryTableReader::flywayStates);
    }

    /**
     * The history table of a Liquibase.
     *
     * @param table its name, with a schema in front if it is not in that of the connection: {@code databasechangelog}
     */
    public static HistoryTableReader liquibase(String table) {
        return new HistoryTableReader(
                "liquibase",
                table,
                Set.of(MigrationState.APPLIED, MigrationState.FAILED, MigrationState.MARKED_RAN),
                HistoryTableReader::liquibaseStates);
    }

    @Override
    public String tool() {
        return tool;
    }

    /** Names are tried as they are written, then as the database would read them: Flyway quotes its table, Liquibase does not. */
    @Override
    public MigrationHistory history(Connection connection) throws SQLException {
        int dot = table.lastIndexOf('.');
        String schema = dot < 0 ? null : table.substring(0, dot);
        MigrationHistory quoted =
                MigrationHistory.of(connection, MigrationHistory.quoted(connection, schema, table.substring(dot + 1)));
        MigrationHistory found = quoted.present() ? quoted : MigrationHistory.of(connection, table);
        if (!found.present()) {
            throw new SQLException("the history table must be there: " + table);
        }
        return found;
    }

    @Override
    public MigrationCounts counts(MigrationHistory history, Connection connection) {
        MigrationCounts.Builder counts = MigrationCounts.knowing(known);
        states.apply(history).values().forEach(counts::count);
        return counts.build();
    }

    /** By migration, in the order of the runs: a later row says what an earlier one has become. */
    private static Map<String, MigrationState> flywayStates(MigrationHistory history) {
        Map<String, MigrationState> states = new TreeMap<>();
        for (Row row : sorted(history, "installed_rank")) {
            String type = row.text("type");
            String version = row.value("version");
            String migration = version == null ? "repeatable " + row.text("description") : version;
            boolean success = row.flag("success");
            if (row.number("installed_rank") < 1 || type.equals("SCHEMA")) {
                continue; // the marks that the table and the schemas were made
            }
            if (type.equals("BASELINE")) {
                states.put("baseline " + migration, MigrationState.BASELINE);
            } else if (type.equals("DELETE")) {
                states.put(migration, MigrationState.DELETED);
            } else if (type.startsWith("UNDO_")) {
                states.computeIfPresent(migration, (same, state) -> success ? MigrationState.UNDONE : state);
            } else {
                states.put(migration, success ? MigrationState.APPLIED : MigrationState.FAILED);
            }
        }
        return states;
    }

    private static Map<String, MigrationState> liquibaseStates(MigrationHistory history) {
        Map<String, MigrationState> states = new TreeMap<>();
        for (Row row : sorted(history, "orderexecuted")) {
            String changeSet = row.text("filename") + "::" + row.text("id") + "::" + row.text("author");
            states.put(
                    changeSet,
                    switch (row.text("exectype")) {
                        case "MARK_RAN" -> MigrationState.MARKED_RAN;
                        case "FAILED" -> MigrationState.FAILED;
                        default -> MigrationState.APPLIED;
                    });
        }
        return states;
    }

    private static List<Row> sorted(MigrationHistory history, String order) {
        return history.rows().stream()
                .sorted(Comparator.comparingInt(row -> row.number(order)))
                .toList();
    }
}
