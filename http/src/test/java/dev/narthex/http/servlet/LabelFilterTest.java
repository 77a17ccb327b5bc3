// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.http.HttpMetrics;
import dev.narthex.testkit.Scrape;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of the application's own, found on a real Tomcat when the view has returned. */
class LabelFilterTest {

    private final RequestLabels labels = RequestLabels.builder()
            .label("plan", request -> (String) request.getAttribute("plan"))
            .label("broken", request -> {
                throw new IllegalStateException(request.getRequestURI());
            })
            .build();
    private final Application application = Application.of(Settings.create());
    private final HttpMetrics metrics = HttpMetrics.create(application, labels.names());
    private final Tomcat tomcat = new Tomcat();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector();
        Context context = tomcat.addContext("", folder.toString());
        context.addServletContainerInitializer(
                (classes, servlets) -> {
                    map(servlets.addFilter("outer", OuterFilter.of(metrics)));
                    map(servlets.addFilter("labels", LabelFilter.of(metrics, labels)));
                    map(servlets.addFilter("inner", InnerFilter.of(metrics)));
                    servlets.addServlet("till", new Till()).addMapping("/*");
                },
                Set.of());
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    private static void map(FilterRegistration.Dynamic registration) {
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
    }

    private static final class Till extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (!request.getRequestURI().equals("/nobody")) {
                request.setAttribute("plan", request.getRequestURI().substring(1));
            }
            response.getWriter().print("paid");
        }
    }

    private String get(String path) throws Exception {
        URI uri = URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void valuesAreThoseOfTheRequestAndOneThatFailsIsLeftOutAndCounted() throws Exception {
        for (String path : new String[] {"/free", "/gold", "/gold", "/nobody"}) {
            assertThat(get(path)).isEqualTo("paid");
        }
        Scrape page = Scrape.of(application);

        assertThat(page.family("django_http_requests_total")).isEqualTo("""
                django_http_requests_total{method="GET",view="till",plan="free"} 1.0
                django_http_requests_total{method="GET",view="till",plan="gold"} 2.0
                django_http_requests_total{method="GET",view="till"} 1.0
                """);
        assertThat(page.family("django_http_responses_total_by_status_total"))
                .isEqualTo("django_http_responses_total_by_status_total{status=\"200\"} 4.0\n");
        assertThat(page.value(
                        "django_http_requests_total_by_view_transport_method_total{view=\"till\",transport=\"http\","
                                + "method=\"GET\"}"))
                .isEqualTo(4);
        assertThat(page.value("narthex_instrumentation_errors_total{instrumentation=\"http\"}"))
                .isEqualTo(4);
    }

    @Test
    void nameThatIsNotFreeIsRefused() {
        for (String name : new String[] {"le", "job", "__name", "9", "a-b", ""}) {
            assertThatThrownBy(() -> RequestLabels.builder().label(name, request -> "x"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a custom label must have a free name: '" + name + "'; use letters");
        }
        assertThatThrownBy(() ->
                        RequestLabels.builder().label("plan", request -> "x").label("plan", request -> "y"))
                .hasMessageContaining("'plan'");
    }
}
