// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;

/** A protocol that has nothing to say: it ends as soon as it has begun. Containers make it themselves. */
public final class ClosingUpgrade implements HttpUpgradeHandler {

    /** For the container. */
    public ClosingUpgrade() {}

    @Override
    public void init(WebConnection connection) {
        try {
            connection.close();
        } catch (Exception alreadyClosed) {
            throw new IllegalStateException(alreadyClosed);
        }
    }

    @Override
    public void destroy() {}
}
