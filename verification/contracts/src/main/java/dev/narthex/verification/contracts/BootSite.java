// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import dev.narthex.core.Application;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** An {@link HttpSite} in Spring Boot's container: beside Spring MVC, and measured by the starter if at all. */
final class BootSite {

    private BootSite() {}

    /** Starts it. */
    static ServletContainer measured(HttpSite site, Class<?> errorPages) {
        return start(site, errorPages, "narthex.enabled=true");
    }

    /** Starts it with nothing of ours in it. */
    static ServletContainer bare(HttpSite site, Class<?> errorPages) {
        return start(site, errorPages, "narthex.enabled=false");
    }

    private static ServletContainer start(HttpSite site, Class<?> errorPages, String enabled) {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(Site.class, errorPages)
                .initializers((GenericApplicationContext context) ->
                        context.registerBean("site", ServletContextInitializer.class, () -> site::addTo));
        return new Running(RunningApplication.start(builder, enabled));
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(MvcPages.class)
    static class Site {}

    private record Running(RunningApplication running) implements ServletContainer {

        @Override
        public int port() {
            return running.context().getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        }

        @Override
        public @Nullable Application application() {
            return running.context().getBeanProvider(Application.class).getIfAvailable();
        }

        @Override
        public void stop() {
            running.close();
        }
    }
}
