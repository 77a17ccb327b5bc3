// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Application;
import dev.narthex.core.Guard;
import dev.narthex.core.Instrumentation;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The layouts of an application's instrumentations, each made when it is first seen. Used by one scrape at a time.
 */
final class Layouts {

    private final Application application;
    private final Guard guard;
    private final IdentityHashMap<Instrumentation, PageLayout> byInstrumentation = new IdentityHashMap<>();

    Layouts(Application application, Guard guard) {
        this.application = application;
        this.guard = guard;
    }

    /** The layouts of what the application has now, in the order of the page. */
    List<PageLayout> now() {
        List<PageLayout> layouts = new ArrayList<>();
        for (Instrumentation instrumentation : application.instrumentations()) {
            layouts.add(byInstrumentation.computeIfAbsent(
                    instrumentation, unknown -> new PageLayout(unknown, application.settings(), guard)));
        }
        return layouts;
    }
}
