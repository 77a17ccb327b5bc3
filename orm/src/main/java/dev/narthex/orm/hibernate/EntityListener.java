// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm.hibernate;

import dev.narthex.core.Guard;
import dev.narthex.orm.EntityMetrics;
import dev.narthex.orm.EntityOperation;
import dev.narthex.orm.EntityRecorder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityHolder;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.spi.AbstractEvent;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostLoadEvent;
import org.hibernate.event.spi.PostLoadEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PostUpsertEvent;
import org.hibernate.event.spi.PostUpsertEventListener;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * What Hibernate calls after each operation on an entity, once an entity whatever the batches and the tables. It is not
 * one of the listeners after the commit: those are called for what was rolled back and even for what was refused (D2), and
 * not for a session without state (D3).
 */
final class EntityListener
        implements PostInsertEventListener,
                PostUpdateEventListener,
                PostDeleteEventListener,
                PostUpsertEventListener,
                PostLoadEventListener {

    private static final long serialVersionUID = 1;

    /** {@code getSession()} returns another type in Hibernate 7, so no call of it that is compiled links on both. */
    private static final MethodHandle SESSION = sessionOfEvent();

    private static final Logger LOGGER = System.getLogger("dev.narthex");

    private final transient Map<String, EntityRecorder> entities;
    private final transient OpenSessions sessions;
    private final transient Guard guard;
    private final transient AtomicBoolean warned = new AtomicBoolean();

    private final transient EventListenerGroup<PreInsertEventListener> vetoers;

    EntityListener(
            Map<String, EntityRecorder> entities,
            EventListenerGroup<PreInsertEventListener> vetoers,
            EntityMetrics metrics) {
        this.entities = entities;
        this.vetoers = vetoers;
        this.guard = metrics.guard();
        this.sessions = new OpenSessions(guard);
    }

    private static MethodHandle sessionOfEvent() {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(AbstractEvent.class.getMethod("getSession"))
                    .asType(MethodType.methodType(SharedSessionContractImplementor.class, AbstractEvent.class));
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalStateException("an event of Hibernate must know its session", unknown);
        }
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        try {
            EntityRecorder entity = entity(event.getPersister());
            if (entity != null) {
                SharedSessionContractImplementor session = session(event);
                if (session == null || vetoers.isEmpty() || isInserted(session, event.getEntity())) {
                    changed(entity, EntityOperation.INSERT, session);
                }
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        try {
            changed(event.getPersister(), EntityOperation.UPDATE, event);
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        try {
            changed(event.getPersister(), EntityOperation.DELETE, event);
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public void onPostUpsert(PostUpsertEvent event) {
        try {
            changed(event.getPersister(), EntityOperation.UPSERT, event);
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public void onPostLoad(PostLoadEvent event) {
        try {
            EntityPersister persister = event.getPersister();
            EntityRecorder entity = entity(persister);
            if (entity != null && !(persister.canReadFromCache() && isFromCache(event))) {
                entity.count(EntityOperation.LOAD);
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    private @Nullable EntityRecorder entity(EntityPersister persister) {
        return entities.get(persister.getEntityName());
    }

    private void changed(EntityPersister persister, EntityOperation operation, AbstractEvent event) throws Throwable {
        EntityRecorder entity = entity(persister);
        if (entity != null) {
            changed(entity, operation, session(event));
        }
    }

    private void changed(
            EntityRecorder entity, EntityOperation operation, @Nullable SharedSessionContractImplementor session) {
        if (session == null) {
            warnOfStateless();
        } else if (session.getTransactionCoordinator().isTransactionActive()) {
            sessions.changesOf(session).add(entity, operation);
        } else {
            entity.count(operation);
        }
    }

    /** In Hibernate 6.6 an event of such a session does not know it, and so nobody its transaction (D3). */
    private void warnOfStateless() {
        if (warned.compareAndSet(false, true)) {
            LOGGER.log(
                    Level.WARNING,
                    "What a StatelessSession writes is not counted: this version of Hibernate does not tell whether its"
                            + " transaction was committed. Hibernate 7 does.");
        }
    }

    private static @Nullable SharedSessionContractImplementor session(AbstractEvent event) throws Throwable {
        return (SharedSessionContractImplementor) SESSION.invokeExact(event);
    }

    /** An insert that a listener has vetoed is told like one that was done (D25). Hibernate makes an object to look it up. */
    private static boolean isInserted(SharedSessionContractImplementor session, Object entity) {
        EntityEntry entry = session.getPersistenceContextInternal().getEntry(entity);
        return entry == null || entry.isExistsInDatabase();
    }

    /** An entity from the second-level cache is told like one from the database, but no row initializes it (D18). */
    private static boolean isFromCache(PostLoadEvent event) {
        PersistenceContext context = event.getSession().getPersistenceContextInternal();
        EntityEntry entry = context.getEntry(event.getEntity());
        EntityHolder holder = entry == null ? null : context.getEntityHolder(entry.getEntityKey());
        return holder != null && holder.getEntityInitializer() == null;
    }
}
