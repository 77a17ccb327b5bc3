// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm.eclipselink;

import dev.narthex.orm.EntityChanges;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.sessions.Session;

/** Where the changes of a transaction are: with the session that has its connection, which is above all units of work. */
final class SessionChanges {

    private static final String CHANGES = "narthex.entity-changes";

    private SessionChanges() {}

    static EntityChanges of(AbstractSession session) {
        AbstractSession owner = owner(session);
        if (owner.getProperty(CHANGES) instanceof EntityChanges known) {
            return known;
        }
        EntityChanges made = EntityChanges.none();
        owner.setProperty(CHANGES, made);
        return made;
    }

    /** The transaction of this session, or of the one above it, has ended. */
    static void end(Session session, boolean committed) {
        if (owner((AbstractSession) session).getProperty(CHANGES) instanceof EntityChanges changes) {
            changes.end(committed);
        }
    }

    private static AbstractSession owner(AbstractSession session) {
        AbstractSession owner = session;
        while (owner.isUnitOfWork()) {
            owner = owner.getParent();
        }
        return owner;
    }
}
