// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm.eclipselink;

import dev.narthex.core.Guard;
import dev.narthex.orm.EntityOperation;
import dev.narthex.orm.EntityRecorder;
import java.util.Map;
import org.eclipse.persistence.descriptors.DescriptorEvent;
import org.eclipse.persistence.descriptors.DescriptorEventAdapter;
import org.eclipse.persistence.queries.DeleteAllQuery;
import org.eclipse.persistence.queries.WriteObjectQuery;

/** What EclipseLink calls after each operation on an entity. */
final class EntityListener extends DescriptorEventAdapter {

    private final Map<String, EntityRecorder> entities;
    private final Guard guard;

    EntityListener(Map<String, EntityRecorder> entities, Guard guard) {
        this.entities = entities;
        this.guard = guard;
    }

    @Override
    public void postInsert(DescriptorEvent event) {
        changed(event, EntityOperation.INSERT);
    }

    /** Also told of an entity of which only a collection has changed, in tables of its own: then there is nothing in its row. */
    @Override
    public void postUpdate(DescriptorEvent event) {
        if (!(event.getQuery() instanceof WriteObjectQuery query)
                || query.getModifyRow() == null
                || !query.getModifyRow().isEmpty()) {
            changed(event, EntityOperation.UPDATE);
        }
    }

    /** What a deleted owner takes with it is told twice: with the statement for all of it, and one by one. */
    @Override
    public void postDelete(DescriptorEvent event) {
        if (!(event.getQuery() instanceof DeleteAllQuery)) {
            changed(event, EntityOperation.DELETE);
        }
    }

    @Override
    public void postBuild(DescriptorEvent event) {
        loaded(event);
    }

    /** A row of an entity that is known already, but no longer up to date. */
    @Override
    public void postRefresh(DescriptorEvent event) {
        loaded(event);
    }

    private void loaded(DescriptorEvent event) {
        try {
            EntityRecorder entity = entities.get(event.getClassDescriptor().getJavaClassName());
            if (entity != null) {
                entity.count(EntityOperation.LOAD);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    private void changed(DescriptorEvent event, EntityOperation operation) {
        try {
            EntityRecorder entity = entities.get(event.getClassDescriptor().getJavaClassName());
            if (entity != null) {
                SessionChanges.of(event.getSession()).add(entity, operation);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }
}
