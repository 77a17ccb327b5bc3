// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/** The registries of client_java that Micrometer feeds and Actuator shows. */
final class MicrometerRegistries {

    private final ObjectProvider<PrometheusMeterRegistry> meters;

    MicrometerRegistries(ObjectProvider<PrometheusMeterRegistry> meters) {
        this.meters = meters;
    }

    List<PrometheusRegistry> all() {
        return meters.orderedStream()
                .map(PrometheusMeterRegistry::getPrometheusRegistry)
                .distinct()
                .toList();
    }

    /** Whether Micrometer feeds this one. */
    boolean feed(PrometheusRegistry registry) {
        return all().stream().anyMatch(fed -> fed == registry);
    }
}
