// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm.hibernate;

import dev.narthex.core.Guard;
import dev.narthex.orm.EntityChanges;
import dev.narthex.orm.EntityOperation;
import dev.narthex.orm.EntityRecorder;
import java.lang.ref.WeakReference;
import org.hibernate.SessionEventListener;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionObserver;
import org.hibernate.resource.transaction.spi.TransactionStatus;

/**
 * What the transaction of one session has done so far. The session's own listener is told its outcome; what is left over
 * at its end, or when the next one begins, was refused by the database at the commit: Hibernate 6.6 tells nobody of that.
 * The observer also hears of a transaction that goes on when a child session, which shares it, is closed.
 */
@SuppressWarnings("serial") // Hibernate demands it of a listener, and never writes one
final class SessionChanges extends WeakReference<SharedSessionContractImplementor>
        implements SessionEventListener, TransactionObserver {

    private static final long serialVersionUID = 1;

    private final OpenSessions sessions;
    private final Guard guard;
    private final EntityChanges changes = EntityChanges.none();

    SessionChanges(SharedSessionContractImplementor session, OpenSessions sessions, Guard guard) {
        super(session);
        this.sessions = sessions;
        this.guard = guard;
    }

    void add(EntityRecorder entity, EntityOperation operation) {
        changes.add(entity, operation);
    }

    /** Hears of the end of its transactions and of its own from now on. */
    void listenTo(SharedSessionContractImplementor session) {
        session.getEventListenerManager().addListener(this);
        session.getTransactionCoordinator().addObserver(this);
    }

    @Override
    public void transactionCompletion(boolean successful) {
        ended(successful);
    }

    @Override
    public void afterCompletion(boolean successful, boolean delayed) {
        ended(successful);
    }

    @Override
    public void afterBegin() {
        ended(false);
    }

    @Override
    public void beforeCompletion() {}

    @Override
    public void end() {
        try {
            sessions.close(this);
            SharedSessionContractImplementor session = get();
            if (session != null) {
                endWith(session.getTransactionCoordinator());
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    private void endWith(TransactionCoordinator coordinator) {
        if (changes.isEmpty()) {
            coordinator.removeObserver(this);
        } else if (!coordinator.isTransactionActive()) {
            ended(coordinator.getTransactionDriverControl().getStatus() == TransactionStatus.COMMITTED);
            coordinator.removeObserver(this);
        }
    }

    private void ended(boolean committed) {
        try {
            changes.end(committed);
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }
}
