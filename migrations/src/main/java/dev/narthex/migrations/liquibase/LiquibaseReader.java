// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations.liquibase;

import dev.narthex.migrations.MigrationCounts;
import dev.narthex.migrations.MigrationHistory;
import dev.narthex.migrations.MigrationHistory.Row;
import dev.narthex.migrations.MigrationReader;
import dev.narthex.migrations.MigrationState;
import java.sql.Connection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import liquibase.change.CheckSum;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.filter.ChangeSetFilter;
import org.jspecify.annotations.Nullable;

/**
 * The change sets of a Liquibase: the changelog is parsed and the history table read by one {@code SELECT}. Liquibase is
 * never asked what has run: that makes its tables (D30). Parsing costs as long as the changelog is, so it is done only when
 * the table has changed.
 */
public final class LiquibaseReader implements MigrationReader {

    private static final Set<MigrationState> KNOWN = Set.of(
            MigrationState.APPLIED,
            MigrationState.PENDING,
            MigrationState.FAILED,
            MigrationState.OUTDATED,
            MigrationState.CHANGED,
            MigrationState.MISSING,
            MigrationState.MARKED_RAN,
            MigrationState.SKIPPED);

    private final Changelog changelog;

    /** How SQL names the history table: found with the first connection. */
    private @Nullable String table;

    private LiquibaseReader(Changelog changelog) {
        this.changelog = changelog;
    }

    /** Reads what this changelog describes. */
    public static LiquibaseReader of(Changelog changelog) {
        return new LiquibaseReader(changelog);
    }

    @Override
    public String tool() {
        return "liquibase";
    }

    @Override
    public MigrationHistory history(Connection connection) throws Exception {
        String name = table;
        if (name == null) {
            name = changelog.inScope(connection, Changelog::table);
            table = name;
        }
        return MigrationHistory.of(connection, name);
    }

    @Override
    public MigrationCounts counts(MigrationHistory history, Connection connection) throws Exception {
        return changelog.inScope(
                connection, database -> counts(history, changelog.parse(database), changelog.filters(database)));
    }

    private static MigrationCounts counts(
            MigrationHistory history, DatabaseChangeLog parsed, List<ChangeSetFilter> filters) {
        Map<String, Row> ran = latestRuns(history);
        Set<String> here = new HashSet<>();
        MigrationCounts.Builder counts = MigrationCounts.knowing(KNOWN);
        for (ChangeSet changeSet : parsed.getChangeSets()) {
            String key = key(changeSet.getFilePath(), changeSet.getId(), changeSet.getAuthor());
            here.add(key);
            Row run = ran.get(key);
            counts.count(run == null ? notRun(changeSet, filters) : hasRun(changeSet, run));
        }
        ran.keySet().stream().filter(key -> !here.contains(key)).forEach(key -> counts.count(MigrationState.MISSING));
        return counts.build();
    }

    /** Rows by change set. One may have several; the latest run is the last of them (D29). */
    private static Map<String, Row> latestRuns(MigrationHistory history) {
        Map<String, Row> latest = new HashMap<>();
        history.rows().stream()
                .sorted(Comparator.comparing((Row row) -> row.number("orderexecuted")))
                .forEach(row -> latest.put(key(row.text("filename"), row.text("id"), row.text("author")), row));
        return latest;
    }

    /** What Liquibase tells change sets apart by: the path as it normalises it, without regard to case. */
    private static String key(String path, String id, String author) {
        return (DatabaseChangeLog.normalizePath(path) + "::" + id + "::" + author).toLowerCase(Locale.ROOT);
    }

    private static MigrationState notRun(ChangeSet changeSet, List<ChangeSetFilter> filters) {
        return filters.stream().allMatch(filter -> filter.accepts(changeSet).isAccepted())
                ? MigrationState.PENDING
                : MigrationState.SKIPPED;
    }

    private static MigrationState hasRun(ChangeSet changeSet, Row run) {
        String how = run.text("exectype");
        if (how.equals("FAILED")) {
            return MigrationState.FAILED;
        }
        String checksum = run.value("md5sum");
        if (checksum != null && !changeSet.isCheckSumValid(CheckSum.parse(checksum))) {
            return changeSet.shouldRunOnChange() ? MigrationState.OUTDATED : MigrationState.CHANGED;
        }
        return how.equals("MARK_RAN") ? MigrationState.MARKED_RAN : MigrationState.APPLIED;
    }
}
