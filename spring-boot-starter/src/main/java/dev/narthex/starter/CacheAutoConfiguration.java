// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.core.Application;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** The caches of every manager of Spring's abstraction. */
@AutoConfiguration(after = NarthexAutoConfiguration.class)
@ConditionalOnClass(CacheManager.class)
@ConditionalOnBean(Application.class)
@ConditionalOnProperty(
        prefix = "narthex",
        name = {"enabled", "cache.enabled"},
        matchIfMissing = true)
class CacheAutoConfiguration {

    /** Made where there is a manager: an application without caches has none of their families. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    CacheMetrics narthexCacheMetrics(Application application) {
        return CacheMetrics.create(application);
    }

    @Bean
    static MeasuredCaches narthexMeasuredCaches(
            ObjectProvider<CacheMetrics> metrics, ListableBeanFactory beans, Environment environment) {
        return new MeasuredCaches(metrics, beans, environment);
    }
}
