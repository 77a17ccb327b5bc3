// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop.reference;

import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Lets any method in, and turns away whoever asks for another host. */
@Configuration(proxyBeanMethods = false)
@Profile("reference")
class ReferenceConfiguration {

    @Bean
    StrictHttpFirewall firewall(@Value("${bookshop.allowed-hosts}") Set<String> hosts) {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHostnames(hosts::contains);
        return firewall;
    }
}
