// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that answers, and one whose requests hang as long as a test likes. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ServerApplication {

    @Bean
    Gate gate() {
        return new Gate();
    }

    @RestController
    record Work(Gate gate) {

        @GetMapping("/work")
        String work() {
            return "done";
        }

        @GetMapping("/stuck")
        String stuck() {
            gate.pass();
            return "at last";
        }
    }
}
