// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which families are published and what they are called. Several at once is normal: they roll up the same cells. */
public enum Naming {
    /** The names and labels of django-prometheus 2.5.0, and ours in the same style. */
    DJANGO,
    /** The stable OpenTelemetry semantic conventions, as Prometheus spells them. */
    OTEL;

    /** Its name in settings. */
    public String settingName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The known names, for messages. */
    static String knownNames() {
        return Arrays.stream(values()).map(Naming::settingName).collect(Collectors.joining(", "));
    }
}
