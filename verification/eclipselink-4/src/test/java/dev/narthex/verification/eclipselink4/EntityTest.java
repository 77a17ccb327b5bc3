// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.eclipselink4;

import dev.narthex.verification.contracts.entities.RandomTrafficContract;

class EntityTest extends RandomTrafficContract {

    @Override
    protected String bulkOperations() {
        return """
                %1$s{model="volume",operation="delete"} 1.0
                %1$s{model="volume",operation="update"} 1.0
                """.formatted(BULK);
    }
}
