// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations;

import dev.narthex.core.Family;
import dev.narthex.core.Naming;
import dev.narthex.core.Sampled;
import dev.narthex.core.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What is published about migrations, under every naming. Names and labels of the first two: django-prometheus 2.5.0,
 * where they are gauges that end in {@code _total}. The semantic conventions have no word for migrations: under {@code
 * otel} the others appear without the prefix.
 */
final class MigrationFamilies {

    private static final List<String> CONNECTION = List.of("connection");

    private MigrationFamilies() {}

    /** The families of all published namings, in the order of the page. */
    static List<Family> of(Settings settings, MigrationSamples samples) {
        List<Family> families = new ArrayList<>();
        if (settings.publishes(Naming.DJANGO)) {
            UnaryOperator<String> wire = name -> settings.wireName(Naming.DJANGO, name);
            families.add(gauge(
                    wire.apply("migrations_unapplied_total"),
                    "Migrations that are here and that the database has not, by connection, when last read.",
                    CONNECTION,
                    samples::unapplied));
            families.add(gauge(
                    wire.apply("migrations_applied_total"),
                    "Migrations that the database has, by connection, when last read.",
                    CONNECTION,
                    samples::applied));
            families.addAll(byState(wire, samples));
        }
        if (settings.publishes(Naming.OTEL)) {
            families.addAll(byState(name -> settings.wireName(Naming.OTEL, name), samples));
        }
        return List.copyOf(families);
    }

    private static List<Family> byState(UnaryOperator<String> wire, MigrationSamples samples) {
        return List.of(
                gauge(
                        wire.apply("migrations"),
                        "Migrations by connection, tool and state, a repeatable one once, when last read.",
                        List.of("connection", "tool", "state"),
                        samples::byState),
                gauge(
                        wire.apply("migrations_up"),
                        "Whether the last reading succeeded; where it is 0, the other families of migrations are absent.",
                        List.of("connection", "tool"),
                        samples::up));
    }

    private static Sampled gauge(
            String name, String help, List<String> labels, Function<String, List<Sampled.Sample>> samples) {
        return new Sampled(name, help, Family.Type.GAUGE, labels, () -> samples.apply(name));
    }
}
