// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations.flyway;

import dev.narthex.migrations.MigrationCounts;
import dev.narthex.migrations.MigrationHistory;
import dev.narthex.migrations.MigrationReader;
import dev.narthex.migrations.MigrationState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.extensibility.MigrationType;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of a Flyway as its {@code info()} sees them: asked of a second Flyway with the same configuration, on a
 * connection of ours, without the application's callbacks. That costs 40 to 50 ms with 100 migrations and two lines of
 * Flyway's log, so it is asked only when the history table has changed (D28).
 */
public final class FlywayReader implements MigrationReader {

    /** A folder without scripts: where a second Flyway looks for the callbacks that are scripts. */
    private static final String NO_CALLBACKS = "classpath:dev/narthex/migrations/flyway";

    private static final Set<MigrationState> KNOWN =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(MigrationState.SKIPPED, MigrationState.MARKED_RAN)));

    private final Configuration configuration;

    private FlywayReader(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Reads what this Flyway migrates; it is never called itself. */
    public static FlywayReader of(Flyway flyway) {
        return new FlywayReader(flyway.getConfiguration());
    }

    @Override
    public String tool() {
        return "flyway";
    }

    @Override
    public MigrationHistory history(Connection connection) throws SQLException {
        return MigrationHistory.of(
                connection, MigrationHistory.quoted(connection, schema(connection), configuration.getTable()));
    }

    /** As Flyway chooses it: the default schema, else the first one, else that of the connection. */
    private @Nullable String schema(Connection connection) throws SQLException {
        if (configuration.getDefaultSchema() != null) {
            return configuration.getDefaultSchema();
        }
        String[] schemas = configuration.getSchemas();
        return schemas.length > 0 ? schemas[0] : connection.getSchema();
    }

    @Override
    public boolean scriptsMayChange() {
        return !Arrays.stream(configuration.getLocations())
                .allMatch(location -> location.getDescriptor().startsWith("classpath:"));
    }

    @Override
    public MigrationCounts counts(MigrationHistory history, Connection connection) {
        Map<String, MigrationState> states = new TreeMap<>();
        for (MigrationInfo migration : silent(connection).info().all()) {
            MigrationState state = state(migration);
            if (state != null) {
                states.merge(key(migration), state, FlywayReader::current);
            }
        }
        MigrationCounts.Builder counts = MigrationCounts.knowing(KNOWN);
        states.values().forEach(counts::count);
        return counts.build();
    }

    /** One a script: a repeatable one has a row for each run, an undone one a row and a script that is pending again. */
    private static String key(MigrationInfo migration) {
        MigrationType type = migration.getType();
        String kind = type.isUndo() ? "undo " : type.isBaseline() ? "baseline " : "";
        return kind
                + (migration.getVersion() == null
                        ? "repeatable " + migration.getDescription()
                        : migration.getVersion().getVersion());
    }

    /** Which of two states of one script is that of today. */
    private static MigrationState current(MigrationState one, MigrationState other) {
        if (one == MigrationState.UNDONE || one == MigrationState.DELETED) {
            return other;
        }
        return one == MigrationState.PENDING && other == MigrationState.OUTDATED ? other : one;
    }

    /** The same configuration, without callbacks: neither those of the application nor those of a class path folder. */
    private Flyway silent(Connection connection) {
        Flyway flyway = Flyway.configure(configuration.getClassLoader())
                .configuration(configuration)
                .dataSource(SingleConnection.of(connection))
                .connectRetries(0)
                .skipDefaultCallbacks(true)
                .load();
        if (!(flyway.getConfiguration() instanceof ClassicConfiguration own)) {
            throw new IllegalStateException("Flyway must let its callbacks be taken away: "
                    + flyway.getConfiguration().getClass());
        }
        own.setCallbacks(); // the constructor may have found some
        try {
            own.setCallbackLocationsAsStrings(NO_CALLBACKS);
        } catch (NoSuchMethodError olderFlyway) {
            return flyway; // 11.7 has no such setting: a script of a shell that is a callback cannot be kept from it
        }
        return flyway;
    }

    private static @Nullable MigrationState state(MigrationInfo migration) {
        MigrationType type = migration.getType();
        return switch (migration.getState()) {
            case SUPERSEDED -> null; // an earlier run of a repeatable one
            case SUCCESS, OUT_OF_ORDER, FUTURE_SUCCESS, MISSING_SUCCESS -> isMark(type) ? null : applied(migration);
            case PENDING -> MigrationState.PENDING;
            case OUTDATED -> MigrationState.OUTDATED;
            case FAILED -> MigrationState.FAILED;
            case MISSING_FAILED -> MigrationState.MISSING_FAILED;
            case FUTURE_FAILED -> MigrationState.FUTURE_FAILED;
            case IGNORED -> MigrationState.IGNORED;
            case ABOVE_TARGET -> MigrationState.ABOVE_TARGET;
            case BASELINE -> MigrationState.BASELINE;
            case BELOW_BASELINE -> MigrationState.BELOW_BASELINE;
            case BASELINE_IGNORED -> MigrationState.BASELINE_IGNORED;
            case UNDONE -> MigrationState.UNDONE;
            case AVAILABLE -> MigrationState.AVAILABLE;
            case DELETED -> MigrationState.DELETED;
        };
    }

    /** Rows of the table that are no migrations: a schema was made, a migration was deleted or undone. */
    private static boolean isMark(MigrationType type) {
        return type.isSynthetic() || type.isUndo();
    }

    private static MigrationState applied(MigrationInfo migration) {
        boolean changed = migration.getVersion() != null && !migration.isChecksumMatching();
        return switch (migration.getState()) {
            case MISSING_SUCCESS -> MigrationState.MISSING;
            case FUTURE_SUCCESS -> MigrationState.FUTURE;
            case OUT_OF_ORDER -> changed ? MigrationState.CHANGED : MigrationState.OUT_OF_ORDER;
            default -> changed ? MigrationState.CHANGED : MigrationState.APPLIED;
        };
    }
}
