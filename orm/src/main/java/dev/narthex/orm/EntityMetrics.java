// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm;

import dev.narthex.core.Application;
import dev.narthex.core.Cube;
import dev.narthex.core.Dimension;
import dev.narthex.core.Family;
import dev.narthex.core.FeatureFamilies;
import dev.narthex.core.Guard;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Settings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The front door of the entity metrics: what the hooks call. Hibernate and EclipseLink find their hooks by themselves, so
 * an application has nothing to write. Thread-safe.
 *
 * <pre>
 * django_model_inserts_total{model="book"} 3.0
 * django_model_rolled_back_total{model="book",operation="insert"} 1.0
 * </pre>
 */
public final class EntityMetrics implements Instrumentation {

    /** The property of a persistence unit that leaves it out, as the setting of this name leaves out all. */
    public static final String ENABLED = "narthex.orm.enabled";

    private final Guard guard;
    private final boolean onlyAnnotated;
    private final int maxEntities;
    private final FeatureFamilies families;
    private final Cube<EntityKey> cube;
    // guarded by this
    private final Map<String, EntityRecorder> recorders = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();

    private EntityMetrics(Application application) {
        this.guard = application.guard("orm");
        this.onlyAnnotated = application.settings().onlyAnnotatedEntities();
        this.maxEntities = application.settings().maxCells();
        this.families = FeatureFamilies.of(application.settings(), EntityFamilies::of);
        this.cube = Cube.<EntityKey>builder("entity_operations")
                .records(EntityFamilies.OPERATIONS)
                .folding(EntityKey::folded)
                .maxCells(application.settings().maxCells())
                .published(families.all())
                .build();
    }

    /** The entity metrics of an application; the first who asks makes them. */
    public static EntityMetrics of(Application application) {
        return application.feature(EntityMetrics.class, EntityMetrics::new);
    }

    /**
     * Whether a persistence unit is measured.
     *
     * @param own what the unit has under {@link #ENABLED}; null leaves it to the settings
     */
    public static boolean measures(Application application, @Nullable Object own) {
        return own == null
                ? application.settings().entities()
                : Settings.flag(ENABLED, own.toString().strip());
    }

    @Override
    public String name() {
        return "orm";
    }

    @Override
    public List<Cube<?>> cubes() {
        return List.of(cube);
    }

    @Override
    public List<Family> families() {
        return families.published();
    }

    @Override
    public List<Family> watched() {
        return families.watched();
    }

    /** Keeps the failures of the hooks away from the application. */
    public Guard guard() {
        return guard;
    }

    /**
     * The recorders of a persistence unit's entities, by their full names; those that are not measured are not there. All
     * are on the page from here on.
     */
    public synchronized Map<String, EntityRecorder> entities(Collection<MappedEntity> mapped) {
        Map<String, Integer> namesakes = new HashMap<>();
        mapped.forEach(entity -> namesakes.merge(label(entity), 1, Integer::sum));
        Map<String, EntityRecorder> measured = new HashMap<>();
        for (MappedEntity entity : mapped) {
            if (entity.isMeasured(onlyAnnotated)) {
                boolean alone = namesakes.getOrDefault(label(entity), 1) == 1;
                measured.put(entity.fullName(), recorder(alone ? label(entity) : entity.fullName(), entity));
            }
        }
        return Map.copyOf(measured);
    }

    private static String label(MappedEntity entity) {
        return entity.name().toLowerCase(Locale.ROOT);
    }

    /** An entity of several persistence units is one; one that comes later and has the name of another has its full name. */
    private EntityRecorder recorder(String wanted, MappedEntity entity) {
        String owner = owners.computeIfAbsent(wanted, free -> entity.fullName());
        String model = owner.equals(entity.fullName()) ? wanted : entity.fullName();
        boolean full = recorders.size() >= maxEntities && !recorders.containsKey(model);
        return recorders.computeIfAbsent(full ? Dimension.OTHER : model, this::newRecorder);
    }

    private EntityRecorder newRecorder(String model) {
        return new EntityRecorder(
                cube.count(EntityFamilies.OPERATIONS),
                (operation, outcome) -> cube.cell(new EntityKey(model, operation, outcome)));
    }
}
