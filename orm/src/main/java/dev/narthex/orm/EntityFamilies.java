// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm;

import static dev.narthex.core.Unit.ONE;

import dev.narthex.core.Condition;
import dev.narthex.core.Dimension;
import dev.narthex.core.Family;
import dev.narthex.core.Measure;
import dev.narthex.core.Naming;
import dev.narthex.core.Rollup;
import dev.narthex.core.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is published about entities, under every naming. Names and labels of the first three: django-prometheus 2.5.0. The
 * semantic conventions have no word for entities.
 */
final class EntityFamilies {

    static final Measure<EntityKey> OPERATIONS = Measure.count("operations", ONE);

    private static final Dimension<EntityKey> MODEL = Dimension.open("model", EntityKey::model);
    private static final Dimension<EntityKey> OPERATION =
            Dimension.closed("operation", key -> key.operation().label());
    private static final Dimension<EntityKey> OUTCOME =
            Dimension.closed("outcome", key -> key.outcome().label());

    private static final Condition<EntityKey> IS_DONE = OUTCOME.in(Outcome.DONE.label());

    private EntityFamilies() {}

    /** The families of all published namings, in the order of the page. */
    static List<Family> of(Settings settings) {
        List<Family> families = new ArrayList<>();
        if (settings.publishes(Naming.DJANGO)) {
            UnaryOperator<String> wire = name -> settings.wireName(Naming.DJANGO, name);
            families.add(done(
                    EntityOperation.INSERT, wire.apply("model_inserts_total"), "Entities inserted, when committed."));
            families.add(done(
                    EntityOperation.UPDATE, wire.apply("model_updates_total"), "Entities updated, when committed."));
            families.add(done(
                    EntityOperation.DELETE, wire.apply("model_deletes_total"), "Entities deleted, when committed."));
            families.add(done(
                    EntityOperation.UPSERT,
                    wire.apply("model_upserts_total"),
                    "Entities inserted or updated, whichever the database found right, when committed."));
            families.add(done(EntityOperation.LOAD, wire.apply("model_loads_total"), "Entities read, when read."));
            families.addAll(notDone(wire));
        }
        if (settings.publishes(Naming.OTEL)) {
            UnaryOperator<String> wire = name -> settings.wireName(Naming.OTEL, name);
            families.add(Rollup.counter(
                            OPERATIONS,
                            wire.apply("orm_entity_operations_total"),
                            "Entities by what was done to them: written ones when committed, loaded ones when read.")
                    .where(IS_DONE)
                    .by(MODEL.as("entity"), OPERATION.asLabel()));
            families.addAll(notDone(wire));
        }
        return List.copyOf(families);
    }

    private static Family done(EntityOperation operation, String name, String help) {
        return Rollup.counter(OPERATIONS, name, help)
                .where(IS_DONE)
                .where(OPERATION.in(operation.label()))
                .by(MODEL);
    }

    private static List<Family> notDone(UnaryOperator<String> wire) {
        return List.of(
                Rollup.counter(
                                OPERATIONS,
                                wire.apply("model_rolled_back_total"),
                                "Entities written by a transaction that was then rolled back, by what was undone.")
                        .where(OUTCOME.in(Outcome.ROLLED_BACK.label()))
                        .by(MODEL, OPERATION),
                Rollup.counter(
                                OPERATIONS,
                                wire.apply("model_bulk_operations_total"),
                                "Statements that change any number of entities at once, when executed, where the"
                                        + " vendor tells; none of those entities is in another family.")
                        .where(OUTCOME.in(Outcome.BULK.label()))
                        .by(MODEL, OPERATION));
    }
}
