// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Naming;
import dev.narthex.observability.grafana.Dashboard;
import dev.narthex.observability.grafana.Panel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the dashboards ask, and that nothing else can be asked. */
class DashboardsTest {

    /** Nobody can move them; a line at 0 tells nothing. */
    private static final Set<String> NOT_SHOWN = Set.of(
            "django_http_requests_unknown_latency_total",
            "django_http_requests_unknown_latency_including_middlewares_total");

    private static final Catalogue CATALOGUE = Catalogue.create();

    private static DashboardQueries queries;

    @BeforeAll
    static void read() throws IOException {
        queries = DashboardQueries.of(CATALOGUE, RuleFile.readAll(Path.of("prometheus/rules")));
    }

    @Test
    void thereIsOneForEveryQuestion() {
        assertThat(Dashboards.all().stream().map(Dashboard::name))
                .containsExactly(
                        "overview", "requests", "view", "database", "caches-and-entities", "jvm", "slo", "otel");
    }

    @Test
    void theFirstThreeQuestionsAreAskedLiterally() {
        assertThat(Dashboards.all().get(0).json(queries))
                .contains(
                        "\"expr\": \"rate(django_http_requests_total[5m])\"",
                        "\"expr\": \"rate(django_http_responses_total_by_status{status=~\\\"5..\\\"}[5m])\"",
                        "\"expr\": \"rate(django_db_execute_total[5m])\"",
                        "\"expr\": \"rate(django_http_responses_short_circuited_total{status=~\\\"5..\\\"}[5m])\"");
    }

    @Test
    void everyFamilyOfTheDefaultNamingIsShownSomewhere() {
        Set<String> shown = Dashboards.all().stream()
                .flatMap(dashboard -> dashboard.expressions().stream())
                .flatMap(expression -> PromQuery.parse(expression).metrics().stream())
                .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        for (CataloguedFamily family : CATALOGUE.families()) {
            if (family.namings().contains(Naming.DJANGO)
                    && family.sampleNames().stream().noneMatch(shown::contains)) {
                missing.add(family.name());
            }
        }

        assertThat(missing)
                .as("families that no panel asks for: give each one, in the dashboard of its feature")
                .isEqualTo(new TreeSet<>(NOT_SHOWN));
    }

    @Test
    void whatIsNotPublishedCannotBeAsked() {
        Dashboard wrong = Dashboard.named("wrong", "Wrong", "")
                .row("Row", Panel.graph("Panel", "short").asking("rate(django_http_request_total[5m])", ""));

        assertThatThrownBy(() -> wrong.json(queries))
                .hasMessage(
                        "a dashboard must ask for what is published: ['django_http_request_total' is not in the catalogue,"
                                + " recorded by no rule and none of others'] in rate(django_http_request_total[5m])");
    }

    @Test
    void queriesFollowTheVariables() {
        assertThat(queries.written("sum by (view) (rate(django_http_requests_total{method=\"GET\"}[5m]))"))
                .isEqualTo(
                        "sum by (view) (rate(${prefix}_http_requests_total{method=\"GET\",job=~\"$job\",instance=~\"$instance\"}[5m]))");
        assertThat(queries.written("job:slo_requests:rate5m")).isEqualTo("job:slo_requests:rate5m{job=~\"$job\"}");
        assertThat(queries.written("rate(http_server_request_duration_seconds_count[5m])"))
                .startsWith("rate(${namespace}http_server_request_duration_seconds_count{");
        assertThat(queries.written("narthex_cells")).startsWith("narthex_cells{");
        assertThat(queries.explained(List.of("rate(django_http_requests_total[5m])")))
                .isEqualTo(
                        "django_http_requests_total: Requests that reached the outer filter, by method and view, when they completed.");
    }

    @Test
    void everyPanelSaysWhatItShows() {
        for (Dashboard dashboard : Dashboards.all()) {
            assertThat(dashboard.json(queries)).as(dashboard.name()).doesNotContain("\"description\": \"\"");
        }
    }
}
