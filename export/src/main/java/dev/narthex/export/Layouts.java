// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Application;
import dev.narthex.core.Guard;
import dev.narthex.core.Instrumentation;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * The layouts of an application's instrumentations, each made when it is first seen. Used by one scrape at a time.
 */
final class Layouts {

    private final Application application;
    private final Function<Instrumentation, PageLayout> layout;
    private final IdentityHashMap<Instrumentation, PageLayout> byInstrumentation = new IdentityHashMap<>();

    Layouts(Application application, Function<Instrumentation, PageLayout> layout) {
        this.application = application;
        this.layout = layout;
    }

    /** The layouts of what is published. */
    static Layouts published(Application application, Guard guard) {
        return new Layouts(
                application, instrumentation -> PageLayout.published(instrumentation, application.settings(), guard));
    }

    /** The layouts of what the application has now, in the order of the page. */
    List<PageLayout> now() {
        List<PageLayout> layouts = new ArrayList<>();
        for (Instrumentation instrumentation : application.instrumentations()) {
            layouts.add(byInstrumentation.computeIfAbsent(instrumentation, layout));
        }
        return layouts;
    }

    /** A snapshot of every family. What fails is left out: it would cost the whole of somebody else's page. */
    List<MetricSnapshot> collect(Guard guard) {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        for (PageLayout layout : now()) {
            try {
                layout.read();
                layout.collect(snapshots);
            } catch (RuntimeException | Error failed) {
                guard.caught(failed);
            }
        }
        return snapshots;
    }
}
