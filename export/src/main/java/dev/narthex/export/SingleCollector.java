// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One collector of client_java, apart from the others of its registry, so that one that fails costs its own families
 * alone (E1). Immutable.
 *
 * @param identity the collector itself; the same in every scrape
 * @param name what messages call it: its family, else its class
 * @param announced the names of the families that it says it has; empty where it does not say
 * @param snapshots reads its families; may throw, and may take its time
 */
record SingleCollector(Object identity, String name, List<String> announced, Supplier<List<MetricSnapshot>> snapshots) {

    /**
     * The collectors of a registry, without our own.
     *
     * <p>client_java has no way to ask for one of them: {@code scrape} asks all, and whichever throws ends it for all. From
     * 1.0 to 1.10 a registry keeps them in two fields, which are read here. Where that cannot be, the registry is one
     * collector, and one failure costs all its families.
     */
    static List<SingleCollector> of(PrometheusRegistry registry) {
        List<SingleCollector> all = new ArrayList<>();
        try {
            for (Object collector : field(registry, "collectors")) {
                all.add(of((Collector) collector));
            }
            for (Object collector : field(registry, "multiCollectors")) {
                if (!(collector instanceof FamilyCollector)) {
                    all.add(of((MultiCollector) collector));
                }
            }
        } catch (ReflectiveOperationException | RuntimeException changed) {
            return List.of(new SingleCollector(registry, "registry", List.of(), () -> list(registry.scrape())));
        }
        return all;
    }

    @SuppressWarnings("deprecation") // the one name that every version from 1.0 on has
    private static SingleCollector of(Collector collector) {
        String announced = collector.getPrometheusName();
        return announced == null
                ? new SingleCollector(collector, nameOf(collector), List.of(), () -> list(collector.collect()))
                : new SingleCollector(collector, announced, List.of(announced), () -> list(collector.collect()));
    }

    @SuppressWarnings("deprecation") // as above
    private static SingleCollector of(MultiCollector collector) {
        List<String> announced = List.copyOf(collector.getPrometheusNames());
        return new SingleCollector(collector, nameOf(collector), announced, () -> list(collector.collect()));
    }

    private static List<MetricSnapshot> list(MetricSnapshot snapshot) {
        return List.of(snapshot);
    }

    private static List<MetricSnapshot> list(Iterable<MetricSnapshot> snapshots) {
        List<MetricSnapshot> list = new ArrayList<>();
        snapshots.forEach(list::add);
        return list;
    }

    private static Iterable<?> field(PrometheusRegistry registry, String name) throws ReflectiveOperationException {
        Field field = PrometheusRegistry.class.getDeclaredField(name);
        field.setAccessible(true);
        return (Iterable<?>) field.get(registry);
    }

    /** The class; what follows the name of a lambda's owner differs from run to run. */
    private static String nameOf(Object collector) {
        String name = collector.getClass().getName();
        int lambda = name.indexOf("$$");
        return lambda < 0 ? name : name.substring(0, lambda) + " (lambda)";
    }
}
