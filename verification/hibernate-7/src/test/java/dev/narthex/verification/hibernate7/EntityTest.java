// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.hibernate7;

import dev.narthex.verification.contracts.entities.HibernateContract;

class EntityTest extends HibernateContract {

    @Override
    protected boolean knowsStatelessSessions() {
        return true;
    }
}
