// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.core.Endpoint;
import dev.narthex.core.Secret;
import dev.narthex.core.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The live page over HTTP, on a real Tomcat. */
class LiveServletTest {

    private static final String LIVE = "/shop/metrics/live";
    private static final Pattern LOADED = Pattern.compile("(?:from '\\./|(?:src|href)=\"live/)([^'\"]+)['\"]");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Tomcat tomcat = new Tomcat();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector();
        deploy("/shop", Settings.builder().live(true).build());
        Settings guarded = Settings.builder()
                .live(true)
                .endpoint(Endpoint.builder()
                        .username("sre")
                        .password(Secret.of("fire"))
                        .build())
                .build();
        deploy("/guarded", guarded);
        tomcat.start();
    }

    private void deploy(String path, Settings settings) {
        Context context = tomcat.addContext(path, folder.toString());
        Application application = Application.of(settings);
        context.addServletContainerInitializer(
                (classes, servlets) -> servlets.addServlet("live", LiveServlet.of(LivePage.of(application)))
                        .addMapping("/metrics/live/*"),
                Set.of());
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(
                                "http://localhost:" + tomcat.getConnector().getLocalPort() + path))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void thePageAndAllThatItLoadsIsServedFromHere() throws Exception {
        Set<String> loaded = new TreeSet<>();
        Deque<String> toRead = new ArrayDeque<>();
        toRead.add("");
        while (!toRead.isEmpty()) {
            String file = toRead.poll();
            HttpResponse<String> answer = send("GET", file.isEmpty() ? LIVE : LIVE + "/" + file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.body()).as(file).doesNotContain("innerHTML", "document.write", "eval(");
            if (!file.startsWith("uPlot")) {
                assertThat(answer.body().replace("http://www.w3.org/2000/svg", ""))
                        .as(file)
                        .doesNotContain("http:", "https:");
            }
            Matcher found = LOADED.matcher(answer.body());
            while (found.find()) {
                if (loaded.add(found.group(1))) {
                    toRead.add(found.group(1));
                }
            }
        }
        assertThat(loaded)
                .containsExactlyInAnyOrder(
                        "charts.js",
                        "detail.js",
                        "elements.js",
                        "findings.js",
                        "live.css",
                        "numbers.js",
                        "page.js",
                        "panels.js",
                        "poll.js",
                        "requests.js",
                        "store.js",
                        "uPlot.iife.min.js",
                        "uPlot.min.css");
        assertThat(header(send("GET", LIVE + "/page.js"), "Content-Type")).isEqualTo("text/javascript;charset=utf-8");
    }

    @Test
    void thePolicyLetsInWhatComesWithThePageAndNothingElse() throws Exception {
        HttpResponse<String> page = send("GET", LIVE);

        assertThat(header(page, "Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContainPattern("<script>|style=|onclick=|javascript:");
    }

    @Test
    void dataIsOfThisMomentAndOfNoCache() throws Exception {
        HttpResponse<String> data = send("GET", LIVE + "/data");

        assertThat(header(data, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(data, "Content-Type")).startsWith("application/json");
        assertThat(data.body()).contains("\"whole\":true", "jvm_heap_used_bytes");
        Matcher cursor = Pattern.compile("\"cursor\":\"([^\"]+)\"").matcher(data.body());
        assertThat(cursor.find()).isTrue();
        assertThat(send("GET", LIVE + "/data?since=" + cursor.group(1)).body()).contains("\"whole\":false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/families.txt",
                "/LivePage.class",
                "/../MetricsPage.class",
                "/nothing",
                "/index.html/x",
                "/uPlot.LICENSE"
            })
    void nothingElseIsServed(String file) throws Exception {
        assertThat(send("GET", LIVE + file).statusCode()).isEqualTo(404);
    }

    @Test
    void aSlashTooManyLeadsToThePageWhateverTheProxyCallsIt() throws Exception {
        HttpResponse<String> answer = send("GET", LIVE + "/");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(header(answer, "Location")).isEqualTo("../live");
    }

    @Test
    void whoMayNotReadThePageMayNotWatch() throws Exception {
        for (String path : new String[] {LIVE, LIVE + "/page.js", LIVE + "/data", LIVE + "/nothing"}) {
            HttpResponse<String> refused = send("GET", "/guarded" + path.substring("/shop".length()));
            assertThat(refused.statusCode()).as(path).isEqualTo(401);
            assertThat(header(refused, "WWW-Authenticate")).startsWith("Basic ");
            assertThat(refused.body()).isEmpty();
        }
        HttpResponse<String> admitted = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:"
                                + tomcat.getConnector().getLocalPort() + "/guarded/metrics/live/data"))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString("sre:fire".getBytes(StandardCharsets.UTF_8)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(admitted.statusCode()).isEqualTo(200);
        assertThat(admitted.body()).contains("\"whole\":true");
    }

    @Test
    void headHasTheHeadersOfGetAndOtherMethodsAreRefused() throws Exception {
        HttpResponse<String> head = send("HEAD", LIVE);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(header(send("GET", LIVE), "Content-Length"));

        HttpResponse<String> post = send("POST", LIVE + "/data");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(header(post, "Allow")).isEqualTo("GET, HEAD");
    }
}
