// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.export.MetricsPage;
import dev.narthex.export.MetricsServlet;
import dev.narthex.http.HttpMetrics;
import dev.narthex.testkit.Scrape;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two filters before plain servlets on a real Tomcat, with no framework about. */
class PlainServletsTest {

    private static final int FILE_SIZE = 300_000;

    private final Application application =
            Application.of(Settings.builder().naming(Set.of("django", "otel")).build());
    private final HttpMetrics metrics = HttpMetrics.create(application);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Tomcat tomcat = new Tomcat();
    private final AtomicBoolean sendfile = new AtomicBoolean();

    @TempDir
    private Path files;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(files.resolve("page.html"), "x".repeat(FILE_SIZE));
        tomcat.setBaseDir(files.resolve("base").toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector();
        Context context = tomcat.addContext("/shop", files.toString());
        context.addServletContainerInitializer(
                (classes, servlets) -> {
                    OuterFilter outer = OuterFilter.of(metrics);
                    servlets.addListener(outer.requestListener());
                    map(servlets.addFilter("outer", outer));
                    map(servlets.addFilter("probe", (Filter) (request, response, chain) -> {
                        chain.doFilter(request, response);
                        sendfile.set(request.getAttribute("org.apache.tomcat.sendfile.filename") != null);
                    }));
                    map(servlets.addFilter("inner", InnerFilter.of(metrics)));
                    servlets.addServlet("till", new Till()).addMapping("/till/*");
                    servlets.addServlet("broken", new Broken()).addMapping("/broken");
                    servlets.addServlet("page", MetricsServlet.of(MetricsPage.of(application)))
                            .addMapping("/metrics");
                    servlets.addServlet("files", new org.apache.catalina.servlets.DefaultServlet())
                            .addMapping("/");
                },
                Set.of());
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        assertThat(Scrape.of(application).total("django_http_requests_in_flight"))
                .isZero();
        assertThat(Scrape.of(application).total("narthex_instrumentation_errors_total"))
                .isZero();
    }

    private static void map(FilterRegistration.Dynamic registration) {
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        URI uri = URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + "/shop" + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(
                                method,
                                method.equals("POST") ? BodyPublishers.ofString("12345") : BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private String scrape(String family) {
        return Scrape.of(application).family(family);
    }

    @Test
    void servletIsAViewUnderItsOwnName() throws Exception {
        send("GET", "/till/7");

        assertThat(scrape("django_http_requests_total")).isEqualTo("""
                django_http_requests_total{method="GET",view="till"} 1.0
                """);
        assertThat(scrape("django_http_requests_total_by_view_transport_method_total"))
                .isEqualTo("""
                django_http_requests_total_by_view_transport_method_total{view="till",transport="http",method="GET"} 1.0
                """);
        assertThat(scrape("http_server_request_duration_seconds"))
                .contains("http_server_request_duration_seconds_count{http_request_method=\"GET\",url_scheme=\"http\","
                        + "http_response_status_code=\"200\",http_route=\"/shop/till/*\"} 1.0");
    }

    /** A36: the application may cast to the container's classes. */
    @Test
    void servletGetsWhatTheContainerMade() throws Exception {
        assertThat(send("POST", "/till/7").body())
                .isEqualTo("org.apache.catalina.connector.RequestFacade"
                        + " org.apache.catalina.connector.ResponseFacade");
        assertThat(Scrape.of(application).value("django_http_requests_body_total_bytes_sum"))
                .isEqualTo(5);
    }

    /** A33: the declared length where the application set one, else nothing rather than 0. */
    @Test
    void bodyOfUnknownLengthIsNotObserved() throws Exception {
        send("GET", "/till/7");
        assertThat(Scrape.of(application).value("django_http_responses_body_total_bytes_count"))
                .isEqualTo(0);

        send("GET", "/till/7?length=12");
        assertThat(Scrape.of(application).value("django_http_responses_body_total_bytes_sum"))
                .isEqualTo(12);
    }

    /** A34: Tomcat sends files from the disk to the socket only if request and response are its own. */
    @Test
    void defaultServletKeepsSendfileAndItsSizeIsKnown() throws Exception {
        assertThat(send("GET", "/page.html").body()).hasSize(FILE_SIZE);

        assertThat(Scrape.of(application).value("django_http_responses_body_total_bytes_sum"))
                .isEqualTo(FILE_SIZE);
        assertThat(sendfile).isTrue();
        assertThat(scrape("django_http_requests_total")).isEqualTo("""
                django_http_requests_total{method="GET",view="files"} 1.0
                """);
    }

    /** A14, A17. */
    @Test
    void uncaughtExceptionIsA500OfItsView() throws Exception {
        assertThat(send("POST", "/broken").statusCode()).isEqualTo(500);

        assertThat(scrape("django_http_responses_total_by_status_view_method_total"))
                .isEqualTo("""
                django_http_responses_total_by_status_view_method_total{status="500",view="broken",method="POST"} 1.0
                """);
        assertThat(scrape("django_http_exceptions_total_by_type_total")).isEqualTo("""
                django_http_exceptions_total_by_type_total{type="ArithmeticException"} 1.0
                """);
    }

    /** The page without the families that count scrapes. */
    private static String withoutScrapes(HttpResponse<String> page) {
        return page.body().replaceAll("(?m)^narthex_scrape.*\n", "");
    }

    /** A50, E2, E22, E38. */
    @Test
    void pageAnswersGetAndHeadAndIsNoRequestItself() throws Exception {
        send("GET", "/till/7");
        HttpResponse<String> first = send("GET", "/metrics");
        HttpResponse<String> second = send("GET", "/metrics");
        HttpResponse<String> head = send("HEAD", "/metrics");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type")).hasValue("text/plain;version=0.0.4;charset=utf-8");
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(withoutScrapes(second)).isEqualTo(withoutScrapes(first));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String method : List.of("POST", "PATCH", "OPTIONS", "DELETE")) {
            HttpResponse<String> refused = send(method, "/metrics");
            assertThat(refused.statusCode()).as(method).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).hasValue("GET, HEAD");
        }
        assertThat(Scrape.of(application).value("django_http_requests_before_middlewares_total"))
                .isEqualTo(1);
        assertThat(send("GET", "/metricsfoo").statusCode()).isEqualTo(404);
        assertThat(Scrape.of(application).value("django_http_requests_before_middlewares_total"))
                .isEqualTo(2);
    }

    private static final class Till extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String length = request.getParameter("length");
            if (length != null) {
                response.setContentLength(Integer.parseInt(length));
                response.getWriter().write("x".repeat(Integer.parseInt(length)));
                return;
            }
            response.getWriter()
                    .write(request.getClass().getName() + " "
                            + response.getClass().getName());
        }
    }

    private static final class Broken extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException {
            throw new ServletException(new ArithmeticException("on purpose"));
        }
    }
}
