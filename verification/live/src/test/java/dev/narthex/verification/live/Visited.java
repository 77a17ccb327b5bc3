// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.live;

import dev.narthex.core.Application;
import dev.narthex.core.Buckets;
import dev.narthex.core.Cell;
import dev.narthex.core.Cube;
import dev.narthex.core.Dimension;
import dev.narthex.core.Distribution;
import dev.narthex.core.Family;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Measure;
import dev.narthex.core.Rollup;
import dev.narthex.core.Sampled;
import dev.narthex.core.Settings;
import dev.narthex.core.Unit;
import dev.narthex.export.live.LivePage;
import dev.narthex.export.live.LiveServlet;
import dev.narthex.testkit.ManualTicker;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/**
 * An application whose time is turned by its watchers: every question for data is a second later than the one before, and
 * in that second each of its views had requests. An hour of watching takes as long as 3,600 answers.
 */
final class Visited implements AutoCloseable {

    record Visit(String view) {}

    private static final int VIEWS = 12;
    private static final Dimension<Visit> VIEW = Dimension.open("view", Visit::view);
    private static final Measure<Visit> VISITS = Measure.count("visits", Unit.ONE);
    private static final Measure<Visit> STATEMENTS = Measure.distribution("statements", Unit.ONE);

    private final ManualTicker ticker = ManualTicker.create();
    private final AtomicLong readings = new AtomicLong();
    private final AtomicLong questions = new AtomicLong();
    private final Application application =
            Application.of(Settings.builder().live(true).build(), ticker);
    private final Cube<Visit> cube;
    private final Distribution statements;
    private final Tomcat tomcat = new Tomcat();

    private Visited() {
        List<Family> families = families();
        cube = Cube.<Visit>builder("visits")
                .records(VISITS)
                .records(STATEMENTS)
                .published(families)
                .build();
        statements = cube.distribution(STATEMENTS);
        application.add(new Visits(cube, families));
    }

    private record Visits(Cube<Visit> cube, List<Family> families) implements Instrumentation {

        @Override
        public String name() {
            return "visits";
        }

        @Override
        public List<Cube<?>> cubes() {
            return List.of(cube);
        }

        @Override
        public List<Family> watched() {
            return families;
        }
    }

    private List<Family> families() {
        return List.of(
                Rollup.counter(VISITS, "django_http_requests_total", "Visits.").by(VIEW),
                Rollup.histogram(
                                STATEMENTS,
                                "django_http_view_db_queries",
                                "Statements.",
                                Buckets.of(Unit.ONE, 0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144))
                        .by(VIEW),
                new Sampled("django_cache_entries", "Entries.", Family.Type.GAUGE, List.of("cache_name"), () -> {
                    readings.incrementAndGet();
                    return List.of(new Sampled.Sample(List.of("books"), questions.get() % 100));
                }));
    }

    static Visited open() throws LifecycleException {
        Visited visited = new Visited();
        visited.start();
        return visited;
    }

    @SuppressWarnings("serial") // never written anywhere
    private void start() throws LifecycleException {
        tomcat.setBaseDir("target/tomcat");
        tomcat.setPort(0);
        tomcat.setHostname("127.0.0.1");
        Context context = tomcat.addContext("", null);
        LiveServlet live = LiveServlet.of(LivePage.of(application));
        Tomcat.addServlet(context, "live", new HttpServlet() {
                    @Override
                    protected void service(HttpServletRequest request, HttpServletResponse response)
                            throws ServletException, IOException {
                        if ("/data".equals(request.getPathInfo())) {
                            aSecondPasses();
                        }
                        live.service(request, response);
                    }
                })
                .addMapping("/metrics/live/*");
        tomcat.start();
    }

    /** Every view has some requests in it. */
    void aSecondPasses() {
        long question = questions.incrementAndGet();
        ticker.advance(Duration.ofSeconds(1));
        for (int view = 0; view < VIEWS; view++) {
            Cell<Visit> cell = cube.cell(new Visit("view-" + view));
            cell.count();
            cell.observe(statements, (question + view) % 20);
        }
    }

    String url() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/metrics/live";
    }

    /** How often the sampled family was read. */
    long readings() {
        return readings.get();
    }

    /** How often somebody asked for data. */
    long questions() {
        return questions.get();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    @Nullable
    static Thread threadOfOurs() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("narthex"))
                .findAny()
                .orElse(null);
    }
}
