// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;

/**
 * Metrics of the shop's own, made with Prometheus's client library and nothing else. A plain {@code register()} is enough:
 * they are on the page that Narthex serves.
 *
 * <pre>
 * api_requests_total{endpoint="/api/ping/",method="GET"} 3.0
 * </pre>
 */
final class ShopMetrics {

    static final Counter API_REQUESTS = Counter.builder()
            .name("api_requests_total")
            .help("Requests to the API, when they came.")
            .labelNames("endpoint", "method")
            .register();

    static final Gauge ACTIVE_USERS = Gauge.builder()
            .name("active_users")
            .help("People with a session, now.")
            .register();

    static final Histogram PROCESSING = Histogram.builder()
            .name("request_processing_seconds")
            .help("Seconds that the API took for an answer.")
            .labelNames("endpoint")
            .classicOnly()
            .classicUpperBounds(0.001, 0.01, 0.1, 1)
            .register();

    private ShopMetrics() {}
}
