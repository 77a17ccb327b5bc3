// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Credentials;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may ask for the page, and for whatever else is served of the same application. Thread-safe. */
public interface Access {

    /** Everybody. */
    Access EVERYBODY = new Access() {
        @Override
        public boolean admits(@Nullable String authorization) {
            return true;
        }

        @Override
        public List<String> challenges() {
            return List.of();
        }
    };

    /** Whoever shows these credentials; everybody, if none are asked for. */
    static Access of(Credentials credentials) {
        return credentials.areAskedFor() ? new HolderOfSecret(credentials) : EVERYBODY;
    }

    /** Whether a request with this header Authorization is answered; null is one without. */
    boolean admits(@Nullable String authorization);

    /** What a client is told that it should show: a value of WWW-Authenticate each. */
    List<String> challenges();
}
