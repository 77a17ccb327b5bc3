// SPDX-License-Identifier: Apache-2.0
package dev.narthex.dropin;

import dev.narthex.core.Settings;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one deployment: its context parameters, which are nearest to the application, then the system
 * properties, then the environment. Spring reads the three in the same order.
 */
record DeploymentSettings(ServletContext context) {

    Settings settings() {
        return Settings.from(this::text);
    }

    /** Whether a part is on; it is, if nobody says otherwise. */
    boolean enables(String name) {
        String text = text(name);
        return text == null || Settings.flag(name, text.strip());
    }

    private @Nullable String text(String name) {
        String parameter = context.getInitParameter(name);
        return parameter != null ? parameter : Settings.systemText(name);
    }
}
