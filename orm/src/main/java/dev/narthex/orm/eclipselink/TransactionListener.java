// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm.eclipselink;

import dev.narthex.core.Guard;
import dev.narthex.orm.EntityOperation;
import dev.narthex.orm.EntityRecorder;
import java.util.Map;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ModifyAllQuery;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;

/**
 * What EclipseLink calls at the end of a transaction, and after each statement that changes many entities. Where somebody
 * else commits (JTA) the unit of work knows the outcome, and the session does not.
 */
final class TransactionListener extends SessionEventAdapter {

    private final Map<String, EntityRecorder> entities;
    private final Guard guard;

    TransactionListener(Map<String, EntityRecorder> entities, Guard guard) {
        this.entities = entities;
        this.guard = guard;
    }

    @Override
    public void postCommitTransaction(SessionEvent event) {
        if (!event.getSession().hasExternalTransactionController()) {
            ended(event.getSession(), true);
        }
    }

    @Override
    public void postRollbackTransaction(SessionEvent event) {
        ended(event.getSession(), false);
    }

    @Override
    public void postCommitUnitOfWork(SessionEvent event) {
        if (event.getSession().hasExternalTransactionController()) {
            ended(event.getSession(), true);
        }
    }

    @Override
    public void postReleaseUnitOfWork(SessionEvent event) {
        if (event.getSession().hasExternalTransactionController()) {
            ended(event.getSession(), false);
        }
    }

    private void ended(Session session, boolean committed) {
        try {
            SessionChanges.end(session, committed);
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }

    @Override
    public void postExecuteQuery(SessionEvent event) {
        try {
            DatabaseQuery query = event.getQuery();
            if (query instanceof ModifyAllQuery all && event.getSession().isUnitOfWork()) {
                EntityRecorder entity = entities.get(all.getReferenceClass().getName());
                if (entity != null) {
                    entity.countBulk(query.isDeleteAllQuery() ? EntityOperation.DELETE : EntityOperation.UPDATE);
                }
            }
        } catch (Throwable ours) {
            guard.caught(ours);
        }
    }
}
