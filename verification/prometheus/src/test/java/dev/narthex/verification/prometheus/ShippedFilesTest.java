// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.narthex.bookshop.BookshopApplication;
import dev.narthex.observability.RuleFile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import redis.embedded.RedisServer;
import tools.jackson.databind.JsonNode;

/**
 * The bookshop with PostgreSQL and Redis, a real Prometheus with the shipped files, and traffic that makes every family move:
 * every query of every dashboard, recording rule and alert answers, with the value that the traffic made where it is known.
 */
class ShippedFilesTest {

    private static final int ROUNDS = 40;
    private static final int NAPS = 500;
    private static final int POOL = 4;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** What nothing here can move, and why. */
    private static final Map<String, String> NEVER = Map.of(
            "model_bulk_operations_total", "EclipseLink alone tells",
            "requests_unknown_latency", "there is none, it stays 0",
            "jvm_threads_deadlocked", "nobody waits for each other");

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;
    private static RedisServer redis;
    private static ConfigurableApplicationContext bookshop;
    private static SecondTarget second;
    private static PrometheusServer prometheus;
    private static Traffic traffic;

    /** Queries that have not answered yet, by where they stand. */
    private static final Map<String, String> OPEN = new LinkedHashMap<>();

    private static final Map<String, Double> KNOWN = new TreeMap<>();

    @BeforeAll
    static void play() throws Exception {
        start();
        traffic = new Traffic(bookshop.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        // Before the first scrape, so that every series is there in it: rate() does not see what a series is born with.
        traffic.round();
        traffic.slowly();
        second.find(1);
        second.miss(1);
        int requests = traffic.requests();
        int errors = traffic.serverErrors();
        prometheus = PrometheusServer.configured(
                ShippedFiles.copy(
                        folder,
                        bookshop.getEnvironment().getRequiredProperty("local.server.port", Integer.class),
                        second.port(),
                        closedPort()),
                folder);
        prometheus.await("count by (instance) (narthex_cells)", result -> result.size() == 2);
        collectQueries();

        second.find(1000);
        for (int i = 0; i < ROUNDS; i++) {
            traffic.round();
        }
        traffic.slowly();
        traffic.nap(NAPS, 600);
        traffic.get("/probe/leak/");
        second.overdo();
        remember(traffic.requests() - requests, traffic.serverErrors() - errors);
        ask();
        leak();
        hold();
        second.miss(5000);
        breakDown();
    }

    private static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        int redisPort = closedPort();
        redis = RedisServer.newRedisServer().port(redisPort).bind("127.0.0.1").build();
        redis.start();
        second = SecondTarget.start();
        SpringApplication shop = new SpringApplication(BookshopApplication.class, Provocations.class);
        bookshop = shop.run(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.profiles.active=reference,real",
                // PostgreSQL's driver then rewrites batches, and no longer tells what each statement wrote.
                "--BOOKSHOP_DATABASE_URL=" + postgres.getJdbcUrl("postgres", "postgres")
                        + "&reWriteBatchedInserts=true",
                "--BOOKSHOP_DATABASE_USERNAME=postgres",
                "--BOOKSHOP_DATABASE_PASSWORD=postgres",
                "--BOOKSHOP_REDIS_URL=redis://127.0.0.1:" + redisPort,
                "--spring.flyway.target=2",
                "--spring.datasource.hikari.maximum-pool-size=" + POOL,
                "--spring.datasource.hikari.connection-timeout=2000",
                "--narthex.naming=django,otel",
                "--narthex.database.fetch-time=true",
                "--narthex.migrations.interval-seconds=0.5");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void collectQueries() throws IOException {
        OPEN.putAll(ShippedFiles.dashboardQueries());
        for (RuleFile.Rule rule : ShippedFiles.recordingRules()) {
            // What it recorded itself, at any time.
            String labels = rule.labels().entrySet().stream()
                    .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                    .collect(Collectors.joining(",", "{", "}"));
            OPEN.put("rule " + rule.name() + labels, "max_over_time(" + rule.name() + labels + "[10m])");
        }
        for (RuleFile.Rule alert : ShippedFiles.alerts()) {
            OPEN.put(
                    "alert " + alert.name(),
                    "max_over_time(ALERTS{alertname=\"" + alert.name() + "\",alertstate=\"firing\"}[10m])");
        }
    }

    /** Asks what is still open, once the traffic so far has been scraped and the rules have seen it. */
    private static void ask() throws IOException {
        double now = prometheus.value("max(timestamp(up))");
        prometheus.await("min(timestamp(job:slo_requests:rate3d)) > " + (now + 2), result -> !result.isEmpty());
        for (Map.Entry<String, String> query : List.copyOf(OPEN.entrySet())) {
            if (hasMoved(prometheus.query(query.getValue()))) {
                OPEN.remove(query.getKey());
            }
        }
    }

    private static boolean hasMoved(List<JsonNode> result) {
        return result.stream()
                .mapToDouble(
                        series -> Double.parseDouble(series.path("value").get(1).asString()))
                .anyMatch(value -> Double.isFinite(value) && value != 0);
    }

    /** Values that follow from the traffic alone, while nothing moves. */
    private static void remember(int requests, int errors) throws IOException {
        double all = prometheus.value(
                "sum(django_http_responses_before_middlewares_total offset 30m)"); // none: it has just begun
        assertThat(all).isNaN();
        String misses = "job:slo_availability_misses:ratio_rate1h{job=\"backend\"}";
        double share = (double) errors / requests;
        prometheus.await(misses, result -> result.size() == 1 && Math.abs(number(result.get(0)) - share) < 1e-9);
        KNOWN.put("availability", prometheus.value(misses) - share);
        for (String query : List.of(
                "job_view:django_http_responses_5xx:ratio_rate5m{view=\"boom\"}",
                "job_view:django_http_responses_4xx:ratio_rate5m{view=\"missing\"}",
                "job_view:django_http_view_db_queries:mean_rate5m{view=\"many-queries\"}",
                "job_view:django_http_view_db_queries:mean_rate5m{view=\"api:ping\"}",
                "job_cache:django_cache_hits:ratio_rate15m{cache_name=\"default\"}",
                "job_cache:django_cache_hits:ratio_rate15m{cache_name=\"files\"}",
                "job:django_migrations_unapplied_total:max{connection=\"default\"}",
                "job:django_migrations_applied_total:max{connection=\"default\"}",
                "django_db_pool_connections{alias=\"default\",state=\"max\"}",
                "count by (job) (up == 1)",
                "count(django_http_responses_total_by_status_total{status=~\"[2345]..\"}) > bool 7")) {
            KNOWN.put(query, prometheus.value(query));
        }
    }

    private static double number(JsonNode series) {
        return Double.parseDouble(series.path("value").get(1).asString());
    }

    /** A scrape sees a loan that nobody has any more, once it is garbage. */
    private static void leak() throws IOException {
        prometheus.await("increase(django_db_connection_leaks_total{alias=\"default\"}[5m]) > 0", result -> {
            System.gc();
            return !result.isEmpty();
        });
    }

    /** More requests than end, and more borrowers than connections. */
    private static void hold() throws Exception {
        List<CompletableFuture<Void>> held = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            held.add(traffic.start("/probe/hold/"));
        }
        prometheus.await("ALERTS{alertname=\"PoolExhausted\",alertstate=\"firing\"}", result -> {
            held.add(traffic.start(
                    "/probe/connection/")); // the first ones get a connection, the others wait for a while
            return !result.isEmpty();
        });
        prometheus.await("ALERTS{alertname=\"RequestsStuck\",alertstate=\"firing\"}", result -> !result.isEmpty());
        ask();
        bookshop.getBean(Provocations.class).letGo();
        Traffic.all(held);
    }

    /** Redis and then the database go away, and requests still come. */
    private static void breakDown() throws Exception {
        redis.stop();
        traffic.get("/cache/default/get/k/"); // a series is born with its first failure, and rate() sees those after it
        prometheus.await("django_cache_get_fail_total", result -> result.size() == 1);
        for (int i = 0; i < ROUNDS; i++) {
            traffic.get("/cache/default/get/k/");
        }
        ask();
        postgres.close();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!OPEN.keySet().stream().allMatch(ShippedFilesTest::canNeverMove) && System.nanoTime() < deadline) {
            Traffic.all(Stream.generate(() -> traffic.start("/books/")).limit(4).toList());
            LockSupport.parkNanos(1_000_000);
            ask();
        }
    }

    private static boolean canNeverMove(String where) {
        return NEVER.keySet().stream()
                .anyMatch(name ->
                        where.contains(name) || OPEN.getOrDefault(where, "").contains(name));
    }

    @AfterAll
    static void stop() throws IOException {
        for (AutoCloseable started : new AutoCloseable[] {prometheus, bookshop, second, postgres}) {
            if (started != null) {
                close(started);
            }
        }
        if (redis != null && redis.isActive()) {
            redis.stop();
        }
    }

    private static void close(AutoCloseable started) throws IOException {
        try {
            started.close();
        } catch (IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IOException(failed);
        }
    }

    @Test
    void everyQueryAnsweredAndEveryAlertFired() {
        Map<String, String> silent = new TreeMap<>(OPEN);
        silent.keySet().removeIf(ShippedFilesTest::canNeverMove);

        assertThat(silent).as("what never had a series that moved").isEmpty();
        assertThat(OPEN.keySet())
                .as("what nothing can move")
                .allMatch(where -> where.matches("(rule|[a-z-]+\\.json,) .*"))
                .hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void theShareOfFailedRequestsIsTheClients() {
        assertThat(KNOWN.get("availability")).isCloseTo(0, within(1e-9));
    }

    @Test
    void valuesAreWhatTheTrafficMade() {
        Map<String, Double> expected = Map.of(
                "job_view:django_http_responses_5xx:ratio_rate5m{view=\"boom\"}", 1.0,
                "job_view:django_http_responses_4xx:ratio_rate5m{view=\"missing\"}", 1.0,
                "job_view:django_http_view_db_queries:mean_rate5m{view=\"many-queries\"}", (double) Provocations.MANY,
                "job_view:django_http_view_db_queries:mean_rate5m{view=\"api:ping\"}", 0.0,
                "job_cache:django_cache_hits:ratio_rate15m{cache_name=\"default\"}",
                        (double) Traffic.HITS / (Traffic.HITS + Traffic.MISSES),
                "job_cache:django_cache_hits:ratio_rate15m{cache_name=\"files\"}",
                        (double) Traffic.HITS / (Traffic.HITS + Traffic.MISSES),
                "job:django_migrations_unapplied_total:max{connection=\"default\"}", 1.0,
                "job:django_migrations_applied_total:max{connection=\"default\"}", 2.0,
                "django_db_pool_connections{alias=\"default\",state=\"max\"}", (double) POOL,
                "count by (job) (up == 1)", 2.0);
        expected.forEach(
                (query, value) -> assertThat(KNOWN.get(query)).as(query).isCloseTo(value, within(1e-9)));
        assertThat(KNOWN)
                .containsEntry(
                        "count(django_http_responses_total_by_status_total{status=~\"[2345]..\"}) > bool 7", 1.0);
    }

    @Test
    void everyRuleIsEvaluatedWithoutFailing() throws IOException {
        List<JsonNode> rules = prometheus.rules();

        assertThat(rules)
                .hasSize(ShippedFiles.recordingRules().size()
                        + ShippedFiles.alerts().size());
        Map<String, String> failed = new TreeMap<>();
        rules.stream()
                .filter(rule -> !rule.path("health").asString().equals("ok"))
                .forEach(rule -> failed.put(
                        rule.path("name").asString(), rule.path("lastError").asString()));
        assertThat(failed).isEmpty();
    }

    @Test
    void anAlertNamesWhatItIsAbout() throws IOException {
        Map<String, Set<String>> wanted = Map.of(
                "ServerErrorsByView", Set.of("view=boom", "view=dberror"),
                "ClientErrorsByView", Set.of("view=missing", "view=denied"),
                "ManyQueriesByView", Set.of("view=many-queries"),
                "DatabaseErrors", Set.of("alias=default"),
                "PoolExhausted", Set.of("alias=default"),
                "CacheFailing", Set.of("cache_name=default"),
                "CacheHitRatioFalling", Set.of("cache_name=" + SecondTarget.CACHE),
                "MigrationsUnapplied", Set.of("connection=default"),
                "MigrationsUnreadable", Set.of("connection=default"));
        for (Map.Entry<String, Set<String>> alert : wanted.entrySet()) {
            Set<String> about = prometheus
                    .query("max_over_time(ALERTS{alertname=\"" + alert.getKey() + "\",alertstate=\"firing\"}[10m])")
                    .stream()
                    .flatMap(series -> series.path("metric").properties().stream())
                    .map(label -> label.getKey() + "=" + label.getValue().asString())
                    .filter(label -> !label.matches("(alertname|alertstate|severity|job|instance|tool)=.*"))
                    .collect(Collectors.toSet());
            assertThat(about)
                    .as(alert.getKey())
                    .containsAll(alert.getValue())
                    .doesNotContain(
                            "view=api:ping", "view=home", "cache_name=local", "alias=replica", "connection=replica");
        }
    }
}
