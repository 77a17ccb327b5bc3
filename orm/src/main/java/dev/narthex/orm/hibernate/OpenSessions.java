// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm.hibernate;

import dev.narthex.core.Guard;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the changes of a session by its identity. A hash table without entries of its own: a session has one of a few
 * places from its first change until it is closed, or is garbage. A session that finds none free is counted all the same,
 * with an object for each change. Thread-safe; neither locks nor, for a session that is known, allocates.
 */
final class OpenSessions {

    /** A power of two; for a thousand sessions that write at the same time. */
    private static final int PLACES = 4096;

    private static final int CHOICES = 16;

    private final AtomicReferenceArray<@Nullable SessionChanges> places = new AtomicReferenceArray<>(PLACES);
    private final Guard guard;

    OpenSessions(Guard guard) {
        this.guard = guard;
    }

    SessionChanges changesOf(SharedSessionContractImplementor session) {
        int first = System.identityHashCode(session);
        for (int choice = 0; choice < CHOICES; choice++) {
            SessionChanges here = places.get((first + choice) & (PLACES - 1));
            if (here != null && here.refersTo(session)) {
                return here;
            }
        }
        return open(session, first);
    }

    private SessionChanges open(SharedSessionContractImplementor session, int first) {
        SessionChanges opened = new SessionChanges(session, this, guard);
        for (int choice = 0; choice < CHOICES; choice++) {
            int place = (first + choice) & (PLACES - 1);
            SessionChanges here = places.get(place);
            boolean free = here == null || here.refersTo(null);
            if (free && places.compareAndSet(place, here, opened)) {
                break;
            }
        }
        opened.listenTo(session);
        return opened;
    }

    void close(SessionChanges closed) {
        SharedSessionContractImplementor session = closed.get();
        if (session != null) {
            int first = System.identityHashCode(session);
            for (int choice = 0; choice < CHOICES; choice++) {
                places.compareAndSet((first + choice) & (PLACES - 1), closed, null);
            }
        }
    }
}
