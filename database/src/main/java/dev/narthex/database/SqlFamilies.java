// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import static dev.narthex.core.Unit.ONE;
import static dev.narthex.core.Unit.SECONDS;

import dev.narthex.core.Buckets;
import dev.narthex.core.Dimension;
import dev.narthex.core.Family;
import dev.narthex.core.Label;
import dev.narthex.core.Measure;
import dev.narthex.core.Naming;
import dev.narthex.core.Rollup;
import dev.narthex.core.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What is published about statements, under every naming. Names and labels of {@code django}: django-prometheus 2.5.0; of
 * {@code otel}: the semantic conventions for database client metrics 1.33. The class is a table.
 */
final class SqlFamilies {

    // What is recorded.
    static final Measure<SqlKey> STATEMENTS = Measure.count("statements", ONE);
    /** Those of them that were sent in a batch. */
    static final Measure<SqlKey> BATCHED = Measure.count("batched statements", ONE);

    static final Measure<SqlKey> ROWS = Measure.count("rows", ONE);
    /** Statements whose driver says that they were executed, and not what they wrote. */
    static final Measure<SqlKey> ROWS_UNKNOWN = Measure.count("statements with unknown rows", ONE);

    static final Measure<SqlKey> FETCH_TIME = Measure.count("fetch time", SECONDS);
    /** One for a call: a batch is one. */
    static final Measure<SqlKey> DURATION = Measure.distribution("duration", SECONDS);

    static final Measure<SqlErrorKey> ERRORS = Measure.count("errors", ONE);

    // What it is known by.
    private static final Dimension<SqlKey> ALIAS = Dimension.open("alias", SqlKey::alias);
    private static final Dimension<SqlKey> VENDOR = Dimension.closed("vendor", SqlKey::vendor);
    private static final Dimension<SqlKey> NAMESPACE = Dimension.open("namespace", SqlKey::namespace);
    private static final Dimension<SqlKey> OPERATION =
            Dimension.closed("operation", key -> key.operation().name());
    private static final Dimension<SqlKey> ERROR = Dimension.open("error", SqlKey::error);
    private static final Dimension<SqlErrorKey> ERROR_ALIAS = Dimension.open("alias", SqlErrorKey::alias);
    private static final Dimension<SqlErrorKey> ERROR_VENDOR = Dimension.closed("vendor", SqlErrorKey::vendor);
    private static final Dimension<SqlErrorKey> ERROR_TYPE = Dimension.open("type", SqlErrorKey::type);

    /** What the semantic conventions advise for db.client.operation.duration. */
    static final Buckets OTEL_DURATION_BUCKETS = Buckets.of(SECONDS, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10);

    /** Vendors that the semantic conventions spell in another way. */
    private static final Map<String, String> OTEL_SYSTEMS =
            Map.of("h2", "h2database", "oracle", "oracle.db", "sqlserver", "microsoft.sql_server", "db2", "ibm.db2");

    private SqlFamilies() {}

    /** The families of all published namings, in the order of the page. */
    static List<Family> of(Settings settings) {
        List<Family> families = new ArrayList<>();
        if (settings.publishes(Naming.DJANGO)) {
            UnaryOperator<String> wire = name -> settings.wireName(Naming.DJANGO, name);
            families.addAll(django(wire, settings.shortLatencyBuckets()));
            families.addAll(rows(wire));
        }
        if (settings.publishes(Naming.OTEL)) {
            UnaryOperator<String> wire = name -> settings.wireName(Naming.OTEL, name);
            families.add(otelDuration(wire));
            families.addAll(rows(wire));
        }
        families.removeIf(family -> !settings.publishes(family.name())
                || (!settings.fetchTime() && family.name().endsWith("db_fetch_seconds_total")));
        return List.copyOf(families);
    }

    private static List<Family> django(UnaryOperator<String> wire, Buckets durations) {
        return List.of(
                Rollup.counter(
                                STATEMENTS,
                                wire.apply("db_execute_total"),
                                "Statements sent to a database, those of batches each, failed ones too, when they ended.")
                        .by(ALIAS, VENDOR, OPERATION),
                Rollup.counter(
                                BATCHED,
                                wire.apply("db_execute_many_total"),
                                "Statements sent to a database in batches, failed ones too, when the batch ended.")
                        .by(ALIAS, VENDOR),
                Rollup.counter(
                                ERRORS,
                                wire.apply("db_errors_total"),
                                "Executions, fetches and commits that raised, by condition.")
                        .by(ERROR_ALIAS, ERROR_VENDOR, ERROR_TYPE),
                Rollup.histogram(
                                DURATION,
                                wire.apply("db_query_duration_seconds"),
                                "Seconds of an execution until its call returned or raised; a batch is one.",
                                durations)
                        .by(ALIAS, VENDOR));
    }

    /** What no convention has a word for. */
    private static List<Family> rows(UnaryOperator<String> wire) {
        return List.of(
                Rollup.counter(
                                ROWS,
                                wire.apply("db_rows_total"),
                                "Rows that statements wrote or the application read, as far as the driver told.")
                        .by(ALIAS, OPERATION),
                Rollup.counter(
                                ROWS_UNKNOWN,
                                wire.apply("db_rows_unknown_total"),
                                "Statements of batches that succeeded while the driver kept the number of rows to itself.")
                        .by(ALIAS, OPERATION),
                Rollup.counter(
                                FETCH_TIME,
                                wire.apply("db_fetch_seconds_total"),
                                "Seconds from the first fetch of a result to its last row, or to its close before that.")
                        .by(ALIAS));
    }

    private static Family otelDuration(UnaryOperator<String> wire) {
        Label<SqlKey> system = VENDOR.as("db_system_name", vendor -> OTEL_SYSTEMS.getOrDefault(vendor, vendor));
        Label<SqlKey> namespace = NAMESPACE.as("db_namespace");
        Label<SqlKey> operation = OPERATION.as("db_operation_name", name -> name.equals("OTHER") ? "" : name);
        Label<SqlKey> error = ERROR.as("error_type", type -> type.equals(SqlKey.NONE) ? "" : type);
        return Rollup.histogram(
                        DURATION,
                        wire.apply("db_client_operation_duration_seconds"),
                        "Duration of database client operations.",
                        OTEL_DURATION_BUCKETS)
                .by(system, namespace, operation, error);
    }
}
