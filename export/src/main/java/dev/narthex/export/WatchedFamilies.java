// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Application;
import dev.narthex.core.Family;
import dev.narthex.core.Guard;
import dev.narthex.core.Instrumentation;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The families that the live page reads: under fixed names, whatever is published. It costs nothing until it is read.
 * Used by one reader at a time.
 */
public final class WatchedFamilies {

    private final Guard guard;
    private final Layouts layouts;

    private WatchedFamilies(Guard guard, Layouts layouts) {
        this.guard = guard;
        this.layouts = layouts;
    }

    /**
     * The watched families of an application, those alone whose names are wanted; it follows instrumentations that are
     * added later.
     */
    public static WatchedFamilies of(Application application, Predicate<String> wanted) {
        Guard guard = application.guard("live");
        return new WatchedFamilies(
                guard, new Layouts(application, instrumentation -> layout(instrumentation, wanted, guard)));
    }

    private static PageLayout layout(Instrumentation instrumentation, Predicate<String> wanted, Guard guard) {
        List<Family> families = instrumentation.watched().stream()
                .filter(family -> wanted.test(family.name()))
                .toList();
        return new PageLayout(instrumentation.cubes(), families, Map.of(), guard);
    }

    /** All of them, as they are now. */
    public List<MetricSnapshot> read() {
        return layouts.collect(guard);
    }
}
