// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.truth;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.apache.catalina.LifecycleException;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** The site, measured by Spring's filter with Micrometer, registered as Spring Boot 3.5 registers it. */
final class PeerSite implements AutoCloseable {

    private static final String REQUESTS = "http.server.requests";

    /** How long nothing more may be recorded before a recording is taken as complete: its callbacks come one by one. */
    private static final long QUIET_NANOS = 1_500_000_000L;

    private final SimpleMeterRegistry meters;
    private final Site site;

    private PeerSite(SimpleMeterRegistry meters, Site site) {
        this.meters = meters;
        this.site = site;
    }

    static PeerSite start(Path files) throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        return new PeerSite(meters, Site.measuredBy(files, context -> add(context, observations)));
    }

    private static void add(ServletContext context, ObservationRegistry observations) {
        var filter = context.addFilter("webMvcObservationFilter", new ServerHttpObservationFilter(observations));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
    }

    int port() {
        return site.port();
    }

    /** How many requests under which labels. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (Timer timer : meters.find(REQUESTS).timers()) {
            counts.merge(
                    "%s %s uri=`%s` exception=`%s`"
                            .formatted(
                                    timer.getId().getTag("status"),
                                    timer.getId().getTag("outcome"),
                                    timer.getId().getTag("uri"),
                                    timer.getId().getTag("exception")),
                    timer.count(),
                    Long::sum);
        }
        return counts;
    }

    /** What has been recorded since then, once nothing more is. */
    String recordedSince(Map<String, Long> before) throws InterruptedException {
        Map<String, Long> last = counts();
        for (long quiet = System.nanoTime(); System.nanoTime() - quiet < QUIET_NANOS; Thread.sleep(20)) {
            Map<String, Long> now = counts();
            if (!now.equals(last)) {
                last = now;
                quiet = System.nanoTime();
            }
        }
        Map<String, Long> recorded = new TreeMap<>();
        last.forEach((labels, count) -> {
            long more = count - before.getOrDefault(labels, 0L);
            if (more > 0) {
                recorded.put(labels, more);
            }
        });
        return recorded.isEmpty() ? "nothing" : TruthTest.joined(recorded);
    }

    /** How many are in flight. */
    int active() {
        return meters.find(REQUESTS + ".active").longTaskTimers().stream()
                .mapToInt(LongTaskTimer::activeTasks)
                .sum();
    }

    @Override
    public void close() throws LifecycleException {
        site.close();
        meters.close();
    }
}
