// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.Settings;
import dev.narthex.export.MetricsPage;
import dev.narthex.export.MetricsServer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * The page on a port of its own: from when the context is ready until its beans are destroyed, so that what the last
 * requests have counted can still be read while the application drains.
 */
@AutoConfiguration(after = PageAutoConfiguration.class)
@ConditionalOnBean(MetricsPage.class)
@ConditionalOnProperty(prefix = "narthex", name = "enabled", matchIfMissing = true)
class ServerAutoConfiguration {

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    MetricsServer narthexMetricsServer(MetricsPage page) {
        return MetricsServer.of(page);
    }

    @Bean
    ApplicationListener<ContextRefreshedEvent> narthexServerStart(
            ObjectProvider<MetricsServer> servers, Settings settings, ApplicationContext own) {
        return event -> {
            if (event.getApplicationContext() == own
                    && settings.endpoint().ports().isPresent()) {
                MetricsServer server = servers.getObject();
                if (server.port().isEmpty()) {
                    server.listen();
                }
            }
        };
    }
}
