// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm;

import org.jspecify.annotations.Nullable;

/**
 * What a transaction has done to entities so far; counted when it has ended. One object for the first entity and one more
 * for each further one, which the next transaction of the same session uses again. Not thread-safe, as a session is not.
 */
public final class EntityChanges {

    private @Nullable EntityRecorder entity;
    private int inserts;
    private int updates;
    private int deletes;
    private int upserts;
    private @Nullable EntityChanges next;

    private EntityChanges() {}

    /** None yet. */
    public static EntityChanges none() {
        return new EntityChanges();
    }

    /** The transaction has done this once. */
    public void add(EntityRecorder changed, EntityOperation operation) {
        EntityChanges changes = this;
        while (changes.entity != changed) {
            if (changes.entity == null) {
                changes.entity = changed;
            } else {
                if (changes.next == null) {
                    changes.next = new EntityChanges();
                }
                changes = changes.next;
            }
        }
        changes.add(operation);
    }

    private void add(EntityOperation operation) {
        switch (operation) {
            case INSERT -> inserts++;
            case UPDATE -> updates++;
            case DELETE -> deletes++;
            case UPSERT -> upserts++;
            case LOAD -> throw new IllegalArgumentException("a load must be counted at once: nothing undoes it");
        }
    }

    /** Whether the transaction has done nothing that is not counted yet. */
    public boolean isEmpty() {
        for (EntityChanges changes = this; changes != null; changes = changes.next) {
            if ((changes.inserts | changes.updates | changes.deletes | changes.upserts) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The transaction has ended: counts what it has done, and forgets it. */
    public void end(boolean committed) {
        for (EntityChanges changes = this; changes != null; changes = changes.next) {
            EntityRecorder changed = changes.entity;
            if (changed != null) {
                changes.flush(changed, committed);
            }
        }
    }

    private void flush(EntityRecorder changed, boolean committed) {
        if (inserts > 0) {
            changed.add(EntityOperation.INSERT, committed, inserts);
        }
        if (updates > 0) {
            changed.add(EntityOperation.UPDATE, committed, updates);
        }
        if (deletes > 0) {
            changed.add(EntityOperation.DELETE, committed, deletes);
        }
        if (upserts > 0) {
            changed.add(EntityOperation.UPSERT, committed, upserts);
        }
        inserts = 0;
        updates = 0;
        deletes = 0;
        upserts = 0;
    }
}
