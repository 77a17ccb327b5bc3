// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.http.HttpMetrics;
import dev.narthex.testkit.Scrape;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How exchanges end on Tomcat 10.1 without a framework, with the request listener registered and without. */
class EndingsTest {

    private final Application application = Application.of(Settings.create());
    private final HttpMetrics metrics = HttpMetrics.create(application);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Tomcat tomcat = new Tomcat();

    @TempDir
    private Path files;

    private void start(boolean listens) throws Exception {
        tomcat.setBaseDir(files.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector();
        Context context = tomcat.addContext("", files.toString());
        ErrorPage gone = new ErrorPage();
        gone.setErrorCode(HttpServletResponse.SC_GONE);
        gone.setLocation("/teapot");
        context.addErrorPage(gone);
        ErrorPage unsupported = new ErrorPage();
        unsupported.setExceptionType(UnsupportedOperationException.class.getName());
        unsupported.setLocation("/teapot");
        context.addErrorPage(unsupported);
        context.addServletContainerInitializer(
                (classes, servlets) -> {
                    OuterFilter outer = OuterFilter.of(metrics);
                    if (listens) {
                        servlets.addListener(outer.requestListener());
                    }
                    map(servlets.addFilter("outer", outer));
                    map(servlets.addFilter("inner", InnerFilter.of(metrics)));
                    map(servlets.addServlet("teapot", new Answer(418)), "/teapot");
                    map(servlets.addServlet("refusing", new Refusing()), "/refusing");
                    map(servlets.addServlet("throwing", new Throwing()), "/throwing");
                    map(servlets.addServlet("both", new RefusingAndThrowing()), "/both");
                },
                Set.of());
        tomcat.start();
    }

    private static void map(FilterRegistration.Dynamic registration) {
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
    }

    private static void map(ServletRegistration.Dynamic registration, String path) {
        registration.setAsyncSupported(true);
        registration.addMapping(path);
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        Scrape page = Scrape.of(application);
        assertThat(page.total("django_http_requests_in_flight")).isZero();
        assertThat(page.total("django_http_requests_before_middlewares_total")).isEqualTo(1);
        assertThat(page.total("django_http_requests_total")).isEqualTo(1);
        assertThat(page.total("narthex_instrumentation_errors_total")).isZero();
    }

    private int get(String path) throws Exception {
        URI uri = URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path);
        return client.send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    /** The status under which a request is counted, once it is; the client may have its answer a moment before. */
    private String countedStatus(String view) {
        String family = "";
        for (int i = 0; family.isEmpty() && i < 1_000; i++) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            family = Scrape.of(application).family("django_http_responses_total_by_status_view_method_total");
        }
        String start = "django_http_responses_total_by_status_view_method_total{status=\"";
        String end = "\",view=\"" + view + "\",method=\"GET\"} 1.0\n";
        assertThat(family).startsWith(start).endsWith(end);
        return family.substring(start.length(), family.length() - end.length());
    }

    /** A18: what sendError wrote never reached the client. */
    @Test
    void errorPageThatChangesTheStatusIsRight() throws Exception {
        start(true);

        assertThat(get("/refusing")).isEqualTo(418);
        assertThat(countedStatus("refusing")).isEqualTo("418");
    }

    /** A14: nobody has set the status when the filter is left. */
    @Test
    void uncaughtExceptionIsA500WithoutTheListenerToo() throws Exception {
        start(false);

        assertThat(get("/throwing")).isEqualTo(500);
        assertThat(countedStatus("throwing")).isEqualTo("500");
    }

    /** A18: the error page itself passes the filter. */
    @Test
    void errorPageThatChangesTheStatusIsRightWithoutTheListenerToo() throws Exception {
        start(false);

        assertThat(get("/refusing")).isEqualTo(418);
        assertThat(countedStatus("refusing")).isEqualTo("418");
    }

    @Test
    void exceptionAfterARefusalIsWhatItsErrorPageMakesOfIt() throws Exception {
        start(true);

        assertThat(get("/both")).isEqualTo(418);
        assertThat(countedStatus("both")).isEqualTo("418");
    }

    private static final class Answer extends HttpServlet {

        private static final long serialVersionUID = 1;

        private final int status;

        Answer(int status) {
            this.status = status;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(status);
        }
    }

    private static final class Refusing extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.sendError(HttpServletResponse.SC_GONE);
        }
    }

    private static final class Throwing extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            throw new IllegalStateException("on purpose");
        }
    }

    private static final class RefusingAndThrowing extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.sendError(HttpServletResponse.SC_GONE);
            throw new UnsupportedOperationException("on purpose");
        }
    }
}
