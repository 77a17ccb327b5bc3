// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.spring.SpringCaches;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.CacheManager;
import org.springframework.core.env.Environment;

/**
 * Measures the caches of each manager bean, unless {@code narthex.cache.managers.<bean>.enabled} is false. The metrics are
 * asked for with the first manager: a post-processor is made before everything else.
 */
final class MeasuredCaches implements BeanPostProcessor {

    private final ObjectProvider<CacheMetrics> metrics;
    private final Environment environment;

    MeasuredCaches(ObjectProvider<CacheMetrics> metrics, Environment environment) {
        this.metrics = metrics;
        this.environment = environment;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof CacheManager manager && isEnabled(name)
                ? SpringCaches.wrap(manager, metrics.getObject())
                : bean;
    }

    private boolean isEnabled(String name) {
        return environment.getProperty("narthex.cache.managers." + name + ".enabled", Boolean.class, true);
    }
}
