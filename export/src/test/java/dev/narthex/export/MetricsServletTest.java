// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.core.Secret;
import dev.narthex.core.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page over HTTP, on a real Tomcat. */
class MetricsServletTest {

    private static final String OPENMETRICS = "application/openmetrics-text; version=1.0.0";

    private final Application application = Application.of(Settings.create());
    private final Application guarded = ServerUnderTest.application(
            endpoint -> endpoint.username("prometheus").password(Secret.of("of my own")));
    private final HttpClient client = HttpClient.newHttpClient();
    private final Tomcat tomcat = new Tomcat();

    /** A page that does not change with every scrape. */
    private static final String ERRORS = "/metrics?name%5B%5D=narthex_instrumentation_errors_total";

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        for (int i = 0; i < 30; i++) {
            application.guard("a guard with a long name, so that there is something to compress, number " + i);
        }
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector();
        Context context = tomcat.addContext("", folder.toString());
        context.addServletContainerInitializer(
                (classes, servlets) -> {
                    servlets.addServlet("page", MetricsServlet.of(MetricsPage.of(application)))
                            .addMapping("/metrics");
                    servlets.addServlet("guarded", MetricsServlet.of(MetricsPage.of(guarded)))
                            .addMapping("/guarded");
                    servlets.addFilter("writer", (Filter) (request, response, chain) -> {
                                if (request.getParameter("writer") != null) {
                                    response.getWriter();
                                }
                                chain.doFilter(request, response);
                            })
                            .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
                },
                Set.of());
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    private HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
        URI uri = URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Containers put the parameters in an order of their own. */
    private static List<Preference> mediaType(HttpResponse<?> response) {
        return Preference.parse(header(response, "Content-Type"));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static byte[] unzipped(byte[] body) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    @Test // E27
    void whoMustShowAPasswordGetsNothingWithout() throws Exception {
        HttpResponse<byte[]> without = send("GET", "/guarded");
        HttpResponse<byte[]> wrong = send("GET", "/guarded", "Authorization", "Basic not base64");
        HttpResponse<byte[]> right = send("GET", "/guarded", "Authorization", "Basic cHJvbWV0aGV1czpvZiBteSBvd24=");

        for (HttpResponse<byte[]> refused : List.of(without, wrong)) {
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(header(refused, "WWW-Authenticate")).isEqualTo("Basic realm=\"metrics\", charset=\"UTF-8\"");
            assertThat(text(refused.body())).isEqualTo("this page is not for everybody\n");
        }
        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(text(right.body())).contains("narthex_cells");
    }

    @Test // E2, E38
    void answerNamesItsFormatAndIsNeverStored() throws Exception {
        HttpResponse<byte[]> plain = send("GET", "/metrics");
        HttpResponse<byte[]> open = send("GET", "/metrics", "Accept", OPENMETRICS);

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(mediaType(plain)).isEqualTo(Preference.parse(Format.TEXT_0_0_4.contentType()));
        assertThat(header(plain, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(plain, "Vary")).isEqualTo("Accept, Accept-Encoding");
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(text(plain.body())).doesNotContain("# EOF");
        assertThat(mediaType(open)).isEqualTo(Preference.parse(Format.OPENMETRICS_1_0_0.contentType()));
        assertThat(text(open.body())).endsWith("\n# EOF\n");
    }

    @Test
    void acceptInSeveralLinesIsOneList() throws Exception {
        HttpResponse<byte[]> open =
                send("GET", "/metrics", "Accept", "text/plain;q=0.1", "Accept", OPENMETRICS + ";q=0.9");

        assertThat(header(open, "Content-Type")).startsWith("application/openmetrics-text");
    }

    @Test // E20
    void compressedPageIsThePage() throws Exception {
        HttpResponse<byte[]> plain = send("GET", ERRORS);
        HttpResponse<byte[]> zipped = send("GET", ERRORS, "Accept-Encoding", "deflate, gzip;q=1.0, *;q=0.5");
        HttpResponse<byte[]> little = send("GET", "/metrics?name%5B%5D=narthex_cells", "Accept-Encoding", "gzip");

        assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(zipped, "Content-Length")).isEqualTo(String.valueOf(zipped.body().length));
        assertThat(zipped.body().length).isLessThan(plain.body().length / 2);
        assertThat(unzipped(zipped.body())).isEqualTo(plain.body());
        assertThat(header(little, "Content-Encoding")).isEmpty();
        assertThat(text(little.body())).startsWith("# HELP narthex_cells ");
    }

    @Test // E19
    void headHasTheHeadersOfGetAndNoBody() throws Exception {
        for (String[] headers : new String[][] {{"Accept", OPENMETRICS}, {"Accept-Encoding", "gzip"}}) {
            HttpResponse<byte[]> get = send("GET", ERRORS, headers);
            HttpResponse<byte[]> head = send("HEAD", ERRORS, headers);

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            for (String name : new String[] {"Content-Type", "Content-Length", "Content-Encoding", "Cache-Control"}) {
                assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
            }
        }
    }

    @Test
    void scrapesAreCountedByFormatAndAHeadIsNone() throws Exception {
        String counts = "/metrics?name%5B%5D=narthex_scrapes_total&name%5B%5D=narthex_scrape_duration_seconds_count";
        String before = text(send("GET", counts).body());
        send("GET", counts, "Accept", OPENMETRICS);
        send("HEAD", counts);
        send("GET", counts);
        String after = text(send("GET", counts, "Accept", OPENMETRICS).body());

        assertThat(before)
                .contains("narthex_scrapes_total{format=\"text\"} 0.0\n")
                .contains("narthex_scrapes_total{format=\"openmetrics\"} 0.0\n")
                .contains("narthex_scrape_duration_seconds_count{format=\"text\"} 0.0\n");
        assertThat(after)
                .contains("narthex_scrapes_total{format=\"text\"} 2.0\n")
                .contains("narthex_scrapes_total{format=\"openmetrics\"} 1.0\n")
                .contains("narthex_scrape_duration_seconds_count{format=\"text\"} 2.0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"})
    void otherMethodsAreRefused(String method) throws Exception { // E22
        HttpResponse<byte[]> refused = send(method, "/metrics");

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(header(refused, "Allow")).isEqualTo("GET, HEAD");
        assertThat(refused.body()).isEmpty();
    }

    @Test // E18
    void namesChooseFamilies() throws Exception {
        String errors = "narthex_instrumentation_errors";

        assertThat(text(send("GET", "/metrics?name%5B%5D=" + errors + "_total").body()))
                .startsWith("# HELP " + errors + "_total ")
                .doesNotContain("narthex_cells");
        assertThat(text(send("GET", "/metrics?name%5B%5D=" + errors, "Accept", OPENMETRICS)
                        .body()))
                .startsWith("# HELP " + errors + " ")
                .endsWith("# EOF\n");
        HttpResponse<byte[]> unknown = send("GET", "/metrics?name%5B%5D=nobody_knows");
        assertThat(unknown.statusCode()).isEqualTo(200);
        assertThat(unknown.body()).isEmpty();
    }

    @Test // E18, E23
    void queryThatCannotBeReadIsABadRequest() throws Exception {
        try (var socket = new java.net.Socket("localhost", tomcat.getConnector().getLocalPort())) {
            socket.getOutputStream()
                    .write("GET /metrics?name%5B%5D=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = text(socket.getInputStream().readAllBytes());

            assertThat(answer).startsWith("HTTP/1.1 400 ");
        }
        assertThat(send("GET", "/metrics/").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/metricsfoo").statusCode()).isEqualTo(404);
    }

    @Test // E37
    void pageAfterSomebodyTookTheWriterIsACleanError() throws Exception {
        HttpResponse<byte[]> response = send("GET", "/metrics?writer=taken");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(text(response.body())).doesNotContain("# HELP");
    }
}
