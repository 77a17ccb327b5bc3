// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.verification.contracts.ServerProcess;
import dev.narthex.verification.prometheus.PrometheusServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The stack, run: traffic through Caddy, the shop on its databases, Prometheus with the rules and alerts that are shipped. */
class StackTest {

    /** What is asked of Caddy, a round: each view, how often. */
    private static final Map<String, Integer> ROUND =
            Map.of("/books/", 7, "/boom/", 5, "/missing/", 3, "/cache/default/get-or-set/a/", 4);

    @TempDir
    private static Path folder;

    private static Stack stack;
    private static ServerProcess caddy;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.start(folder);
        caddy = stack.startCaddy(); // it is ready when the shop's front page has come through it once
        send(); // before the first scrape, so that all series are in it
        prometheus = stack.startPrometheus();
        awaitValue(requests("book-list"), 7);
        send();
        awaitValue(requests("book-list"), 14);
    }

    @AfterAll
    static void stop() throws Exception {
        if (stack != null) {
            stack.close();
        }
    }

    private static void send() throws Exception {
        for (Map.Entry<String, Integer> requests : ROUND.entrySet()) {
            for (int i = 0; i < requests.getValue(); i++) {
                caddy.get(requests.getKey());
            }
        }
    }

    @Test
    void everyTargetOfTheConfigurationIsUp() throws Exception {
        awaitValue("count(up == 1)", 2);
        JsonNode targets = prometheus.read("/api/v1/targets").path("data").path("activeTargets");
        List<String> up = new ArrayList<>();
        for (JsonNode target : targets) {
            up.add(target.path("labels").path("job").asString() + " "
                    + target.path("health").asString());
        }
        assertThat(up).containsExactlyInAnyOrder("backend up", "caddy up");
    }

    @Test
    void requestsThroughCaddyArriveOnceEach() throws Exception {
        assertThat(prometheus.value(requests("book-list"))).isEqualTo(14);
        awaitValue(requests("boom"), 10);
        awaitValue(requests("missing"), 6);
        awaitValue(requests("home"), 1);
        // What the shop counted is what Caddy sent there: as many as it answered itself, less the pages that are not
        // for everybody.
        awaitValue("sum(django_http_requests_before_middlewares_total)", 39);
        awaitValue("sum(caddy_http_requests_total{job=\"caddy\",handler=\"reverse_proxy\"})", 39);
        assertThat(prometheus.value("sum(django_http_requests_in_flight)")).isZero();
    }

    @Test
    void theShopIsHealthyAndNobodyIsNot() throws Exception {
        assertThat(stack.shopIsHealthy()).isTrue();
        assertThat(Stack.isHealthy(ServerProcess.freePort())).isFalse();
    }

    /** The page tells strangers what the views are called: it is not for them. */
    @Test
    void thePageIsNotForEverybody() throws Exception {
        assertThat(caddy.get("/metrics").statusCode()).isEqualTo(404);
        assertThat(caddy.get("/metrics/live").statusCode()).isEqualTo(404);
        assertThat(caddy.get("/metrics/live").body()).isEmpty();
    }

    @Test
    void theThreeQueriesAnswer() throws Exception {
        assertThat(prometheus.value("sum(rate(django_http_requests_total[5m]))"))
                .isPositive();
        assertThat(prometheus.value("sum(rate(django_http_responses_total_by_status{status=~\"5..\"}[5m]))"))
                .isPositive();
        assertThat(prometheus.value("sum(rate(django_db_execute_total[5m]))")).isPositive();

        assertThat(prometheus.query("rate(django_http_responses_total_by_status{status=~\"5..\"}[5m])"))
                .hasSize(1);
        assertThat(growth("django_http_responses_total_by_status{status=\"500\"}"))
                .isEqualTo(5);
        assertThat(growth("django_db_execute_total{alias=\"default\",vendor=\"postgresql\",operation=\"SELECT\"}"))
                .isEqualTo(7);
    }

    @Test
    void whatIsBehindTheShopIsTheRealThing() throws Exception {
        assertThat(prometheus.value("django_migrations_applied_total{connection=\"default\"}"))
                .isEqualTo(3);
        assertThat(prometheus.value("sum(django_db_execute_total{alias=\"default\",vendor!=\"postgresql\"})"))
                .isNaN();
        // get-or-set looks up once, and the first time once more.
        awaitValue("django_cache_gets_total{cache_name=\"default\",backend=\"redis\",result=\"hit\"}", 8);
        awaitValue("django_cache_gets_total{cache_name=\"default\",backend=\"redis\",result=\"miss\"}", 1);
        assertThat(prometheus.query("django_cache_gets_total{backend=\"redis\",result=\"error\"}"))
                .isEmpty();
    }

    @Test
    void everyRuleAndAlertIsEvaluatedWithoutAnError() throws Exception {
        prometheus.awaitAnswer("/api/v1/rules", rules -> !rules.toString().contains("\"health\":\"unknown\""));

        assertThat(prometheus.rules())
                .isNotEmpty()
                .allMatch(rule -> rule.path("health").asString().equals("ok"));
    }

    private static String requests(String view) {
        return "sum(django_http_requests_total{job=\"backend\",view=\"" + view + "\"})";
    }

    private static double growth(String series) throws Exception {
        awaitValue("count(" + series + ")", 1);
        List<JsonNode> samples = prometheus.query(series + "[5m]").get(0).path("values").values().stream()
                .toList();
        return sample(samples.get(samples.size() - 1)) - sample(samples.get(0));
    }

    private static double sample(JsonNode sample) {
        return Double.parseDouble(sample.get(1).asString());
    }

    private static void awaitValue(String expression, double value) throws Exception {
        prometheus.await(
                expression, result -> result.size() == 1 && sample(result.get(0).path("value")) == value);
    }
}
