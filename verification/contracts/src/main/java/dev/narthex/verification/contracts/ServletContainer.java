// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import dev.narthex.core.Application;
import org.jspecify.annotations.Nullable;

/** A servlet container that runs an {@link HttpSite} on a free loopback port. */
public interface ServletContainer {

    /** The port on which it answers. */
    int port();

    /** What measures the site; null where nothing does. */
    @Nullable
    Application application();

    /** Ends it. */
    void stop() throws Exception;
}
