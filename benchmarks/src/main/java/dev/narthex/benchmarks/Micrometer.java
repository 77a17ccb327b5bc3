// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerHttpObservationDocumentation;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;

/**
 * Micrometer as Spring Boot sets it up, with {@code management.metrics.distribution.percentiles-histogram} for
 * {@code http.server.requests}: one distribution and one counter of requests in flight. Thread-safe.
 */
final class Micrometer {

    private static final String NAME = "http.server.requests";
    private static final ServerRequestObservationConvention CONVENTION =
            new DefaultServerRequestObservationConvention();

    private final WorkloadClock clock = new WorkloadClock();
    private final PrometheusMeterRegistry registry;
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final Meter.MeterProvider<Timer> timers;
    private final List<Timer> timersByKey;

    private Micrometer(Workload workload, boolean timedBySystem) {
        registry = new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT, new PrometheusRegistry(), timedBySystem ? Clock.SYSTEM : clock);
        registry.config().meterFilter(new PercentileHistogram());
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
        timers = Timer.builder(NAME).withRegistry(registry);
        timersByKey = workload.keys().stream().map(this::timer).toList();
    }

    /** Timed by the workload itself: no clock is read. */
    static Micrometer timedByWorkload(Workload workload) {
        return new Micrometer(workload, false);
    }

    /** Timed by the virtual machine. */
    static Micrometer timedBySystem(Workload workload) {
        return new Micrometer(workload, true);
    }

    /** What a scrape gets. */
    String page() {
        return registry.scrape();
    }

    /** The timer at hand: even the look-up by key is free. */
    void recordResolved(Request request) {
        timersByKey.get(request.key().number()).record(request.totalNanos(), TimeUnit.NANOSECONDS);
    }

    /** The timer by its tags, as the documentation advises for tags that are known late. */
    void recordByTags(Request request) {
        timer(request.key()).record(request.totalNanos(), TimeUnit.NANOSECONDS);
    }

    /** The calls of {@code ServerHttpObservationFilter} (Spring Framework 7.0) without the filter's own work. */
    Observation observe(Request request, StubRequest servletRequest, StubResponse servletResponse) {
        servletRequest.become(request.key());
        clock.set(0);
        ServerRequestObservationContext context = new ServerRequestObservationContext(servletRequest, servletResponse);
        Observation observation = ServerHttpObservationDocumentation.HTTP_SERVLET_SERVER_REQUESTS
                .observation(null, CONVENTION, () -> context, observations)
                .start();
        Observation.Scope scope = observation.openScope();
        context.setPathPattern(request.key().route());
        servletResponse.setStatus(request.key().status());
        scope.close();
        clock.set(request.totalNanos());
        observation.stop();
        return observation;
    }

    private Timer timer(Key key) {
        return timers.withTags(
                "exception",
                "none",
                "method",
                key.method(),
                "outcome",
                outcome(key.status()),
                "status",
                key.statusLabel(),
                "uri",
                key.route());
    }

    private static String outcome(int status) {
        return status < 400 ? "SUCCESS" : status < 500 ? "CLIENT_ERROR" : "SERVER_ERROR";
    }

    private static final class PercentileHistogram implements MeterFilter {

        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            return id.getName().startsWith(NAME)
                    ? DistributionStatisticConfig.builder()
                            .percentilesHistogram(true)
                            .build()
                            .merge(config)
                    : config;
        }
    }

    /** The clock of the workload as Micrometer wants it. */
    private static final class WorkloadClock implements Clock {

        private final ThreadClock nanos = new ThreadClock();

        void set(long reading) {
            nanos.set(reading);
        }

        @Override
        public long wallTime() {
            return 0; // no time window ever ends
        }

        @Override
        public long monotonicTime() {
            return nanos.read();
        }
    }
}
