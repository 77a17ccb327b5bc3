// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.core.Ticker;
import dev.narthex.core.TraceContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The application that is measured, and its settings. */
@AutoConfiguration
@ConditionalOnProperty(prefix = "narthex", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(NarthexProperties.class)
class NarthexAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Settings narthexSettings(NarthexProperties properties) {
        return properties.settings();
    }

    @Bean
    @ConditionalOnMissingBean
    Application narthexApplication(Settings settings, ObjectProvider<TraceContext> traces) {
        return Application.of(settings, Ticker.system(), traces.getIfAvailable(TraceContext::none));
    }
}
