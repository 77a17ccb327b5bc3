// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The application as it is started, each measured as its users set it up for Prometheus. */
public enum Variant {
    /** Without a trace of metrics on its class path. */
    PLAIN("plain", "", ""),

    /** With our starter and its defaults. */
    NARTHEX("narthex", "/metrics", "django_http_requests_before_middlewares_total"),

    /** With Actuator and Micrometer's registry for Prometheus, requests in percentile histograms. */
    ACTUATOR("actuator", "/actuator/prometheus", "http_server_requests_seconds_count"),

    /** Plain below OpenTelemetry's agent, which exports metrics for Prometheus and neither spans nor logs. */
    AGENT("plain", "/metrics", "http_server_request_duration_seconds_count");

    private final String jar;
    private final String page;
    private final String requestCount;

    Variant(String jar, String page, String requestCount) {
        this.jar = jar;
        this.page = page;
        this.requestCount = requestCount;
    }

    /** What a figure of it is called. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * How it is started, in the folder of the jars.
     *
     * @param metricsPort a free port for who opens one of its own
     */
    List<String> command(int metricsPort) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-XX:+UseSerialGC"); // G1 keeps up to 50 MB more or less, by how its pauses went
        if (hasPortOfItsOwn()) {
            command.add("-javaagent:opentelemetry-javaagent.jar");
            command.add("-Dotel.metrics.exporter=prometheus");
            command.add("-Dotel.exporter.prometheus.port=" + metricsPort);
            command.add("-Dotel.traces.exporter=none");
            command.add("-Dotel.logs.exporter=none");
        }
        command.add("-jar");
        command.add("narthex-benchmarks-app-0.1.0-" + jar + ".jar");
        command.add("--server.port=0");
        if (this == ACTUATOR) {
            command.add("--management.endpoints.web.exposure.include=prometheus");
            command.add("--management.metrics.distribution.percentiles-histogram.http.server.requests=true");
        }
        return command;
    }

    /** Whether its page is not served by the application. */
    boolean hasPortOfItsOwn() {
        return this == AGENT;
    }

    /** Where its page is; empty if it has none. */
    String page() {
        return page;
    }

    /** The name of its number of requests on that page. */
    String requestCount() {
        return requestCount;
    }
}
