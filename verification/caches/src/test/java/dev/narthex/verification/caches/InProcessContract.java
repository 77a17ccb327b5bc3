// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import dev.narthex.verification.contracts.CacheContract;

/** Caches in this process: a look-up fails if its key does. */
abstract class InProcessContract extends CacheContract {

    /** Stands for null, which no cache takes: Ehcache makes a miss of every other key that fails. */
    static final Object NO_KEY = new Object();

    @Override
    protected Object breakLookUps() {
        return new BrokenKey();
    }

    @Override
    protected final void mend() {
        // other keys are whole
    }

    @Override
    protected final boolean isRemote() {
        return false;
    }
}
