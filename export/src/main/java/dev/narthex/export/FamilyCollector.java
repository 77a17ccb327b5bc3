// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Application;
import dev.narthex.core.Guard;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;

/**
 * The families of an application in somebody else's registry of client_java: Actuator's endpoint and client_java's own
 * exporters then show the numbers of our page. An untyped family and the counter of the same values are both of type
 * {@code unknown} there. Thread-safe; nothing leaves it but snapshots.
 *
 * <pre>{@code
 * FamilyCollector.of(application).registerIn("the exporter's registry", registry);
 * }</pre>
 */
public final class FamilyCollector implements MultiCollector {

    private final Application application;
    private final Guard guard;
    private final Layouts layouts;

    private FamilyCollector(Application application) {
        this.application = application;
        this.guard = application.guard("bridge");
        this.layouts = Layouts.published(application, guard);
    }

    /** The collector of an application; it follows instrumentations that are added later. */
    public static FamilyCollector of(Application application) {
        return new FamilyCollector(application);
    }

    /**
     * Whether the client_java of this class path can carry our families: from 1.6 on, since names of gauges may end in
     * {@code _total} there.
     */
    public static boolean isSupported() {
        try {
            return !new MetricMetadata("narthex_total").getName().isEmpty();
        } catch (IllegalArgumentException reserved) {
            return false;
        }
    }

    /**
     * Registers it, unless somebody in the registry has one of its names.
     *
     * @param name what messages call the registry
     * @throws IllegalStateException if a family would have two owners, or if client_java is older than 1.6
     */
    public void registerIn(String name, PrometheusRegistry registry) {
        if (!isSupported()) {
            throw new IllegalStateException("client_java must be 1.6 or later to carry the families of Narthex; set the"
                    + " property prometheus-client.version of Spring Boot, or the version of your own dependency");
        }
        ForeignFamilies.of(application, List.of(ForeignFamilies.Source.of(name, registry)));
        registry.register(this);
    }

    @Override
    public synchronized MetricSnapshots collect() {
        return new MetricSnapshots(layouts.collect(guard));
    }

    @Override
    @SuppressWarnings("deprecation") // the one name that every version from 1.0 on has
    public synchronized List<String> getPrometheusNames() {
        List<String> names = new ArrayList<>();
        layouts.now().forEach(layout -> names.addAll(layout.modelNames()));
        return names;
    }
}
