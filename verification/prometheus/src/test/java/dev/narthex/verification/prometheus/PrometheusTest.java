// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.narthex.bookshop.BookshopApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A real Prometheus scrapes the real bookshop, and the queries that people write return what the traffic made. */
class PrometheusTest {

    /** Requests of one round, by path; the name of the view beside it. */
    private static final Map<String, Integer> ROUND = Map.of("/api/ping/", 30, "/boom/", 10, "/missing/", 5);

    private static final Map<String, String> VIEWS =
            Map.of("/api/ping/", "api:ping", "/boom/", "boom", "/missing/", "missing");

    @TempDir
    private static Path folder;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext bookshop;
    private static PrometheusServer prometheus;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        bookshop = SpringApplication.run(
                BookshopApplication.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.profiles.active=reference",
                "--narthex.naming=django,otel");
        port = Integer.parseInt(bookshop.getEnvironment().getRequiredProperty("local.server.port"));
        // Before the first scrape, so that all series begin in the same one; and as many requests as later, so that
        // rate() does not shorten its extrapolation at the counters' zero.
        send();
        prometheus = PrometheusServer.scraping(port, folder);
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (bookshop != null) {
            bookshop.close();
        }
    }

    private static void send() throws Exception {
        for (Map.Entry<String, Integer> requests : ROUND.entrySet()) {
            for (int i = 0; i < requests.getValue(); i++) {
                get(requests.getKey());
            }
        }
    }

    private static String get(String path) throws Exception {
        return send(to(path)).body();
    }

    private static void post(String path, String json) throws Exception {
        HttpRequest.Builder request = to(path).POST(BodyPublishers.ofString(json));
        assertThat(send(request.header("Content-Type", "application/json")).statusCode())
                .isEqualTo(200);
    }

    private static void delete(String path) throws Exception {
        assertThat(send(to(path).DELETE()).statusCode()).isEqualTo(200);
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String requests(String path) {
        return "django_http_requests_total{view=\"" + VIEWS.get(path) + "\"}";
    }

    @Test
    void ratesAreWhatTheTrafficMade() throws Exception {
        for (String path : ROUND.keySet()) {
            awaitValue(requests(path), ROUND.get(path));
        }
        assertThat(prometheus.value("up{job=\"backend\"}")).isEqualTo(1);

        send();
        for (String path : ROUND.keySet()) {
            awaitValue(requests(path), 2 * ROUND.get(path));
        }

        Map<String, Double> rates = new LinkedHashMap<>();
        for (String path : ROUND.keySet()) {
            assertThat(growth(requests(path) + "[5m]")).as(path).isEqualTo((double) ROUND.get(path));
        }
        // One query, so that all rates are of the same moment.
        for (JsonNode series : prometheus.query("rate(django_http_requests_total[5m])")) {
            rates.put(
                    series.path("metric").path("view").asString(),
                    Double.parseDouble(series.path("value").get(1).asString()));
        }
        double ping = rates.get("api:ping");
        assertThat(ping).isPositive();
        assertThat(rates.get("boom") / ping).isCloseTo(10 / 30.0, within(1e-9));
        assertThat(rates.get("missing") / ping).isCloseTo(5 / 30.0, within(1e-9));

        List<JsonNode> errors = prometheus.query("rate(django_http_responses_total_by_status{status=~\"5..\"}[5m])");
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).path("metric").path("status").asString()).isEqualTo("500");
        assertThat(prometheus.value("rate(django_http_responses_total_by_status{status=~\"5..\"}[5m])"
                        + " / on(job) rate(django_http_requests_total{view=\"boom\"}[5m])"))
                .isCloseTo(1, within(1e-9));
    }

    /** Nothing else in the shop asks this cache. */
    @Test
    void cachesAnswerByNameWhatTheTrafficMade() throws Exception {
        get("/cache/default/get/a/");
        get("/cache/default/get/b/");
        for (String value : List.of("1", "2", "3")) {
            post("/cache/default/set/a/", "{\"value\":" + value + "}");
        }
        for (int i = 0; i < 6; i++) {
            get("/cache/default/get/a/");
        }
        delete("/cache/default/delete/a/");

        awaitValue("django_cache_hits_total{cache_name=\"default\"}", 6);
        awaitValue("django_cache_misses_total{cache_name=\"default\"}", 2);
        awaitValue("django_cache_sets_total{cache_name=\"default\"}", 3);
        awaitValue("django_cache_deletes_total{cache_name=\"default\"}", 1);
        awaitValue("django_cache_gets_total{cache_name=\"default\",backend=\"caffeine\",result=\"hit\"}", 6);
        awaitValue("sum(django_http_view_cache_gets_total{view=\"cache-op\",result=\"miss\"})", 2);
        assertThat(prometheus.value("django_cache_hits_total / on(cache_name) (django_cache_hits_total + on(cache_name)"
                        + " django_cache_misses_total)"))
                .isEqualTo(0.75);
    }

    @Test
    void booksAreWhatTheTrafficMade() throws Exception {
        String inserts = "django_model_inserts_total{model=\"book\"}";
        awaitValue(inserts, 0);
        for (String isbn : List.of("prometheus-1", "prometheus-2", "prometheus-1", "prometheus-3")) {
            create(isbn);
        }

        awaitValue(inserts, 3); // the third has the ISBN of the first
        awaitValue("django_model_inserts_total{model=\"author\"}", 1);
        assertThat(growth(inserts + "[5m]")).isEqualTo(3);
        assertThat(prometheus.value("django_model_updates_total{model=\"book\"}"))
                .isZero();
        assertThat(prometheus.value("increase(" + inserts + "[5m])")).isPositive();
    }

    private static void create(String isbn) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/books/create/");
        String book = "{\"title\":\"Prometheus\",\"isbn\":\"%s\",\"author\":\"Aeschylus\"}".formatted(isbn);
        CLIENT.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(book))
                        .build(),
                BodyHandlers.ofString());
    }

    /** It asks for OpenMetrics, in which a counter's family goes without {@code _total} and the twins have no type. */
    @Test
    void whatItScrapesIsOpenMetrics() throws Exception {
        prometheus.await("up{job=\"backend\"} == 1", result -> result.size() == 1);

        assertThat(prometheus.type("django_http_requests")).isEqualTo("counter");
        assertThat(prometheus.type("django_http_requests_total")).isEmpty();
        assertThat(prometheus.type("django_http_responses_total_by_status")).isEqualTo("unknown");
        assertThat(prometheus.type("django_http_responses_total_by_status_total"))
                .isEqualTo("unknown");
        assertThat(prometheus.query("jvm_memory_used_bytes{area=\"heap\"}")).hasSize(1);
    }

    @Test
    void metricsOfTheShopsOwnAnswerToo() throws Exception {
        awaitValue("api_requests_total{endpoint=\"/api/ping/\",method=\"GET\"} >= bool " + ROUND.get("/api/ping/"), 1);
        assertThat(prometheus.query("active_users")).hasSize(1);
        assertThat(prometheus.query("histogram_quantile(0.9, request_processing_seconds_bucket)"))
                .hasSize(1);
        assertThat(prometheus.query("rate(api_requests_total[5m])")).isNotEmpty();
    }

    @Test
    void statementsAnswerToo() throws Exception {
        String selects = "django_db_execute_total{alias=\"default\",operation=\"SELECT\"}";
        String ofTheView = "django_http_view_db_queries_sum{view=\"book-list\"}";
        get("/books/"); // so that both are there
        prometheus.await(ofTheView, result -> result.size() == 1);
        double before = prometheus.value(selects);
        double spent = prometheus.value(ofTheView);

        for (int i = 0; i < 20; i++) {
            get("/books/");
        }
        awaitValue(selects, before + 20);
        awaitValue(ofTheView, spent + 20);
        assertThat(prometheus.value("rate(" + selects + "[5m])")).isPositive();
        assertThat(prometheus.query("histogram_quantile(0.9, rate(django_db_query_duration_seconds_bucket[5m]))"))
                .isNotEmpty();
    }

    @Test
    void connectionsPoolsAndTransactionsAnswerToo() throws Exception {
        String committed = "django_db_transactions_total{alias=\"default\",outcome=\"committed\"}";
        String acquired = "django_db_connection_acquire_seconds_count{alias=\"default\"}";
        double commits = onThePage(committed);
        double loans = onThePage(acquired);

        for (int i = 0; i < 20; i++) {
            get("/books/");
        }
        awaitValue(committed, commits + 20);
        awaitValue(acquired, loans + 20);
        assertThat(prometheus.query("rate(django_db_new_connections_total[5m])"))
                .hasSize(2);
        assertThat(prometheus.value("django_db_new_connections_total{alias=\"default\"}"))
                .isGreaterThanOrEqualTo(1);
        assertThat(prometheus.value("django_db_pool_connections{alias=\"default\",state=\"max\"}"))
                .isEqualTo(10);
        assertThat(prometheus.query("django_db_pool_connections{alias=\"default\"}"))
                .hasSize(5);
        assertThat(prometheus.query("db_client_connection_count{db_client_connection_pool_name=\"default\"}"))
                .hasSize(2);
        assertThat(prometheus.value(
                        "db_client_connection_wait_time_seconds_count{db_client_connection_pool_name=\"default\"}"))
                .isEqualTo(prometheus.value(acquired));
    }

    @Test
    void promtoolHasNothingToSayButOfThreeNamesThatOthersGave() throws Exception {
        Path page = Files.writeString(folder.resolve("page.txt"), get("/metrics"));
        Process promtool = new ProcessBuilder(PrometheusServer.program("promtool"), "check", "metrics")
                .redirectErrorStream(true)
                .redirectInput(page.toFile())
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEqualTo("""
                db_client_connection_count non-histogram and non-summary metrics should not have "_count" suffix
                django_migrations_applied_total non-counter metrics should not have "_total" suffix
                django_migrations_unapplied_total non-counter metrics should not have "_total" suffix
                """);
        assertThat(promtool.exitValue()).isEqualTo(3); // it parses, and lints
    }

    /** The value of a sample now: the last scrape may have been before. */
    private static double onThePage(String sample) throws Exception {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .sum();
    }

    private static void awaitValue(String sample, double value) throws Exception {
        prometheus.await(
                sample,
                result -> result.size() == 1
                        && Double.parseDouble(result.get(0).path("value").get(1).asString()) == value);
    }

    /** How much the raw samples of one series grow from the first to the last. */
    private static double growth(String range) throws Exception {
        List<JsonNode> series = prometheus.query(range);
        assertThat(series).hasSize(1);
        List<JsonNode> samples = series.get(0).path("values").values().stream().toList();
        return sample(samples.get(samples.size() - 1)) - sample(samples.get(0));
    }

    private static double sample(JsonNode sample) {
        return Double.parseDouble(sample.get(1).asString());
    }
}
