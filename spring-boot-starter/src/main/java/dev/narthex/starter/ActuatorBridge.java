// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.Application;
import dev.narthex.export.FamilyCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Our families in the registries that Micrometer feeds, so that {@code /actuator/prometheus} shows the numbers of our
 * page. It is built last, when every feature has told its families.
 */
final class ActuatorBridge implements SmartInitializingSingleton, DisposableBean {

    private static final Logger LOGGER = System.getLogger("dev.narthex");

    private final MicrometerRegistries registries;
    private final FamilyCollector collector;
    private final List<PrometheusRegistry> entered = new ArrayList<>();

    ActuatorBridge(Application application, MicrometerRegistries registries) {
        this.registries = registries;
        this.collector = FamilyCollector.of(application);
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (registries.all().isEmpty()) {
            return;
        }
        if (!FamilyCollector.isSupported()) {
            LOGGER.log(
                    Level.WARNING,
                    "The endpoint of Actuator does not show the families of Narthex, whose own page does: the client_java"
                            + " of this application is older than 1.6. Set the property prometheus-client.version to"
                            + " 1.6.1 or later in your build, or narthex.bridge.enabled=false to leave them out.");
            return;
        }
        for (PrometheusRegistry registry : registries.all()) {
            collector.registerIn("the registry of Micrometer", registry);
            entered.add(registry);
        }
    }

    @Override
    public void destroy() {
        for (PrometheusRegistry registry : entered) {
            registry.unregister(collector); // a registry of the user's own may outlive the context
        }
    }
}
