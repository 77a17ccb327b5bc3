// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm.eclipselink;

import dev.narthex.core.Application;
import dev.narthex.orm.EntityMetrics;
import dev.narthex.orm.EntityRecorder;
import dev.narthex.orm.MappedEntity;
import java.util.Collection;
import java.util.Map;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Constructed by EclipseLink for each persistence unit that names it: measures the entities that the unit maps, in the
 * application that its properties name ({@link Application#KEY}), else in the one that is here. With Spring Boot the
 * starter names it.
 *
 * <pre>{@code
 * <property name="eclipselink.session.customizer" value="dev.narthex.orm.eclipselink.EclipseLinkCustomizer"/>
 * }</pre>
 */
public final class EclipseLinkCustomizer implements SessionCustomizer {

    /** Constructed by EclipseLink, by its name. */
    public EclipseLinkCustomizer() {}

    @Override
    public void customize(Session session) {
        Application application = Application.here(session.getProperty(Application.KEY));
        try {
            if (EntityMetrics.measures(application, session.getProperty(EntityMetrics.ENABLED))) {
                measure(session, EntityMetrics.of(application));
            }
        } catch (Throwable ours) {
            application.guard("orm").caught(ours);
        }
    }

    private static void measure(Session session, EntityMetrics metrics) {
        Collection<ClassDescriptor> descriptors = session.getDescriptors().values();
        Map<String, EntityRecorder> entities = metrics.entities(descriptors.stream()
                .filter(descriptor ->
                        !descriptor.isAggregateDescriptor() && !descriptor.isAggregateCollectionDescriptor())
                .map(EclipseLinkCustomizer::mapped)
                .toList());
        EntityListener listener = new EntityListener(entities, metrics.guard());
        for (ClassDescriptor descriptor : descriptors) {
            if (!descriptor.isChildDescriptor()) { // a child's events come to the listeners of its parent too
                descriptor.getEventManager().addListener(listener);
            }
        }
        session.getEventManager().addListener(new TransactionListener(entities, metrics.guard()));
    }

    private static MappedEntity mapped(ClassDescriptor descriptor) {
        return new MappedEntity(descriptor.getJavaClassName(), descriptor.getAlias(), descriptor.getJavaClass());
    }
}
