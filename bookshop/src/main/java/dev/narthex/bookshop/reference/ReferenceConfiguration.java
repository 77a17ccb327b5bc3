// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop.reference;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Lets any method in, and turns away whoever asks for another host. */
@Configuration(proxyBeanMethods = false)
@Profile("reference")
class ReferenceConfiguration {

    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    @Bean
    StrictHttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHostnames(HOSTS::contains);
        return firewall;
    }
}
