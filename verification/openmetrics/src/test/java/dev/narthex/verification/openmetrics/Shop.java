// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.openmetrics;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.export.MetricsPage;
import dev.narthex.export.MetricsServlet;
import dev.narthex.http.Exchange;
import dev.narthex.http.HttpMetrics;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** An application with every kind of family on its page, behind a real Tomcat. */
final class Shop implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Tomcat tomcat = new Tomcat();
    private final HttpMetrics http;
    private final Counter requests;
    private final Histogram seconds;

    private Shop(Path folder, boolean jvm) throws Exception {
        Application application = Application.of(Settings.builder()
                .naming(List.of("django", "otel"))
                .maxCells(500)
                .build());
        this.http = HttpMetrics.create(application);
        PrometheusRegistry registry = new PrometheusRegistry();
        this.requests = Counter.builder()
                .name("api_requests_total")
                .help("Say \"hi\" \\ \n and end.")
                .labelNames("endpoint", "method")
                .register(registry);
        this.seconds = Histogram.builder()
                .name("request_processing_seconds")
                .labelNames("endpoint")
                .register(registry);
        Gauge.builder().name("active_users").register(registry).set(Double.NaN);
        Summary.builder().name("sizes").quantile(0.5).register(registry).observe(3);
        Info.builder()
                .name("build_info")
                .labelNames("version")
                .register(registry)
                .setLabelValues("1");
        StateSet.builder()
                .name("door")
                .states("open", "shut")
                .register(registry)
                .setTrue("open");
        Gauge.builder().name("dotted.name").register(registry).set(1e20);
        MetricsPage.Builder page = MetricsPage.builder(application).registry("the shop", registry);
        if (jvm) {
            page.jvm();
        }
        MetricsServlet servlet = MetricsServlet.of(page.build());

        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector();
        Context context = tomcat.addContext("", folder.toString());
        context.addServletContainerInitializer(
                (classes, servlets) -> servlets.addServlet("page", servlet).addMapping("/metrics"), Set.of());
        tomcat.start();
    }

    static Shop withTheJvm(Path folder) throws Exception {
        return new Shop(folder, true);
    }

    static Shop open(Path folder) throws Exception {
        return new Shop(folder, false);
    }

    /** A request to a view of this name by this route, with one more custom label of this value. */
    void serve(String view, String route, String endpoint) {
        Exchange exchange = http.arrive("GET", "http");
        exchange.enter("http");
        exchange.view(http.view(view, route));
        exchange.complete(200);
        requests.labelValues(endpoint, "GET").incWithExemplar(Labels.of("trace_id", "4bf92f3577b34da6"));
        seconds.labelValues(endpoint).observe(0.25);
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    HttpResponse<byte[]> get(String pathAndQuery, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + pathAndQuery));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    String openMetrics() throws Exception {
        byte[] page = get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0")
                .body();
        return new String(page, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
