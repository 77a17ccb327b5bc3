// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application with Actuator, Micrometer, and custom metrics by client_java's builders and plain {@code register()}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ActuatorApplication.Orders.class)
class ActuatorApplication {

    @RestController
    static class Orders {

        private static final Counter REQUESTS = Counter.builder()
                .name("api_requests_total")
                .help("Requests to the API.")
                .labelNames("endpoint", "method")
                .register();
        private static final Gauge USERS =
                Gauge.builder().name("active_users").help("Users, now.").register();
        private static final Histogram SECONDS = Histogram.builder()
                .name("request_processing_seconds")
                .help("Processing.")
                .labelNames("endpoint")
                .classicOnly()
                .classicUpperBounds(0.1, 1)
                .register();

        @GetMapping(path = "/orders", name = "orders")
        String orders() {
            REQUESTS.labelValues("/orders", "GET").inc();
            USERS.set(7);
            SECONDS.labelValues("/orders").observe(0.5);
            return "orders";
        }
    }
}
