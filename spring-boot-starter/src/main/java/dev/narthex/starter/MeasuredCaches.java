// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.spring.SpringCaches;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.CacheManager;
import org.springframework.core.env.Environment;

/**
 * Measures the caches of each manager bean, unless {@code narthex.cache.managers.<bean>.enabled} is false. The metrics are
 * asked for with the first manager: a post-processor is made before everything else. A manager whose class cannot be
 * kept, and one that cannot be wrapped at all, is left as it is: somebody may have it injected by its class.
 */
final class MeasuredCaches implements BeanPostProcessor, SmartInitializingSingleton {

    private static final Logger LOGGER = System.getLogger("dev.narthex");

    private final ObjectProvider<CacheMetrics> metrics;
    private final ListableBeanFactory beans;
    private final Environment environment;

    MeasuredCaches(ObjectProvider<CacheMetrics> metrics, ListableBeanFactory beans, Environment environment) {
        this.metrics = metrics;
        this.beans = beans;
        this.environment = environment;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof CacheManager manager && isEnabled(name)
                ? measured(manager, name, metrics.getObject())
                : bean;
    }

    /** For a manager that is made later: what a setting refuses must fail the start, not the first user of the cache. */
    @Override
    public void afterSingletonsInstantiated() {
        if (beans.getBeanNamesForType(CacheManager.class, true, false).length > 0) {
            metrics.getObject();
        }
    }

    private static Object measured(CacheManager manager, String name, CacheMetrics caches) {
        try {
            CacheManager measured = SpringCaches.wrap(manager, caches);
            if (manager.getClass().isInstance(measured) || Proxy.isProxyClass(manager.getClass())) {
                return measured;
            }
            LOGGER.log(
                    Level.WARNING,
                    "The caches of the bean '" + name + "' are not measured: its class "
                            + manager.getClass().getName()
                            + " is final or has public final methods. Return SpringCaches.wrap(manager, metrics) from"
                            + " the method that makes it.");
        } catch (RuntimeException | LinkageError ours) {
            caches.guard().caught(ours);
        }
        return manager;
    }

    private boolean isEnabled(String name) {
        return environment.getProperty("narthex.cache.managers." + name + ".enabled", Boolean.class, true);
    }
}
