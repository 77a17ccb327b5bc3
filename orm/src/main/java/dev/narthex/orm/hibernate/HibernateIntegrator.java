// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm.hibernate;

import dev.narthex.core.Application;
import dev.narthex.orm.EntityMetrics;
import dev.narthex.orm.MappedEntity;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Constructed by Hibernate for each session factory: measures the entities that the factory maps, in the application that
 * its settings name ({@link Application#KEY}), else in the one that is here. It needs no statistics of Hibernate's.
 */
public final class HibernateIntegrator implements Integrator {

    /** Constructed by Hibernate, through {@code META-INF/services}. */
    public HibernateIntegrator() {}

    @Override
    public void integrate(Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor sessionFactory) {
        Map<String, Object> settings = bootstrap
                .getServiceRegistry()
                .requireService(ConfigurationService.class)
                .getSettings();
        Application application = Application.here(settings.get(Application.KEY));
        try {
            if (EntityMetrics.measures(application, settings.get(EntityMetrics.ENABLED))) {
                measure(metadata, sessionFactory, EntityMetrics.of(application));
            }
        } catch (Throwable ours) {
            application.guard("orm").caught(ours);
        }
    }

    private static void measure(Metadata metadata, SessionFactoryImplementor sessionFactory, EntityMetrics metrics) {
        EventListenerRegistry registry = sessionFactory.getEventEngine().getListenerRegistry();
        listen(
                registry,
                new EntityListener(
                        metrics.entities(mapped(metadata)),
                        registry.getEventListenerGroup(EventType.PRE_INSERT),
                        metrics));
    }

    private static List<MappedEntity> mapped(Metadata metadata) {
        return metadata.getEntityBindings().stream()
                .map(HibernateIntegrator::mapped)
                .toList();
    }

    private static MappedEntity mapped(PersistentClass entity) {
        String fullName = entity.getEntityName();
        String name = entity.getJpaEntityName(); // none where a map is the entity, as Envers has them
        return new MappedEntity(
                fullName,
                name == null ? fullName.substring(fullName.lastIndexOf('.') + 1) : name,
                entity.hasPojoRepresentation() ? entity.getMappedClass() : null);
    }

    @SuppressWarnings("deprecation") // no other look at the listeners is in both lines of Hibernate
    private static void listen(EventListenerRegistry registry, EntityListener listener) {
        for (Object present :
                registry.getEventListenerGroup(EventType.POST_INSERT).listeners()) {
            if (present instanceof EntityListener) {
                return; // an integrator that is found twice counts once (D25)
            }
        }
        registry.appendListeners(EventType.POST_INSERT, listener);
        registry.appendListeners(EventType.POST_UPDATE, listener);
        registry.appendListeners(EventType.POST_DELETE, listener);
        registry.appendListeners(EventType.POST_UPSERT, listener);
        registry.appendListeners(EventType.POST_LOAD, listener);
    }

    /** Abstract in Hibernate 6.6. */
    @Override
    public void disintegrate(SessionFactoryImplementor sessionFactory, SessionFactoryServiceRegistry registry) {}
}
