// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import dev.narthex.http.servlet.RequestLabels;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An application with a label of its own, by a bean. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ActuatorApplication.Orders.class)
class LabelledApplication {

    @Bean
    RequestLabels requestLabels() {
        return RequestLabels.builder()
                .label("path", request -> request.getRequestURI().substring(1))
                .build();
    }
}
