// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Recording rules and alerts ask for what is published, and an alert says what to do. */
class RulesTest {

    private static final Path PROMETHEUS = Path.of("prometheus");
    private static final Set<String> SEVERITIES = Set.of("critical", "warning");

    private static List<RuleFile.Rule> rules;
    private static List<RuleFile.Rule> alerts;

    @BeforeAll
    static void read() throws IOException {
        rules = RuleFile.readAll(PROMETHEUS.resolve("rules"));
        alerts = RuleFile.readAll(PROMETHEUS.resolve("alerts"));
    }

    @Test
    void everyNameIsPublishedOrRecorded() {
        KnownNames known = KnownNames.of(Catalogue.create(), rules);
        Map<String, List<String>> problems = new TreeMap<>();
        Stream.concat(rules.stream(), alerts.stream()).forEach(rule -> {
            List<String> found = known.problems(PromQuery.parse(rule.expression()));
            if (!found.isEmpty()) {
                problems.put(rule.name(), found);
            }
        });

        assertThat(rules).hasSizeGreaterThanOrEqualTo(70);
        assertThat(alerts).hasSizeGreaterThanOrEqualTo(20);
        assertThat(problems).isEmpty();
    }

    @Test
    void whatDjangoPrometheusRecordsIsRecordedUnderItsNames() throws IOException {
        String theirs = Files.readString(PROMETHEUS.resolve("rules/django-prometheus.yml"));
        Set<String> names = theirs.lines()
                .filter(line -> line.contains("- record: "))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .collect(Collectors.toSet());

        assertThat(names)
                .hasSize(31) // 37 rules: two quantiles have four each
                .contains(
                        "job:django_http_requests_total:sum_rate30s",
                        "job:django_http_requests_total_by_view:sum_rate30s",
                        "job:django_http_requests_latency_seconds:quantile_rate30s",
                        "job:django_model_inserts_total:sum_rate1m");
    }

    @Test
    void everyAlertSaysWhatIsWrongAndWhereItIsWrittenWhatToDo() throws IOException {
        Set<String> anchors = Files.readString(Path.of("../docs/runbook.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).strip().toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());
        for (RuleFile.Rule alert : alerts) {
            assertThat(alert.annotations().keySet())
                    .as(alert.name())
                    .containsExactlyInAnyOrder("summary", "description", "runbook");
            assertThat(alert.annotations().get("summary")).as(alert.name()).contains("{{ $labels.job }}");
            assertThat(SEVERITIES).as(alert.name()).contains(alert.labels().get("severity"));
            assertThat(alert.annotations().get("runbook"))
                    .isEqualTo("docs/runbook.md#" + alert.name().toLowerCase(Locale.ROOT));
            assertThat(anchors).as("docs/runbook.md").contains(alert.name().toLowerCase(Locale.ROOT));
        }
        assertThat(anchors).as("sections of no alert").hasSize(alerts.size());
    }

    @Test
    void everyAlertIsTestedFiringAndNotFiring() throws IOException {
        StringBuilder tests = new StringBuilder();
        try (Stream<Path> files = Files.list(PROMETHEUS.resolve("tests"))) {
            for (Path file : files.sorted().toList()) {
                tests.append(Files.readString(file));
            }
        }
        for (RuleFile.Rule alert : alerts) {
            String name = "alertname: " + alert.name() + "\n        exp_alerts:";
            assertThat(tests)
                    .as(alert.name())
                    .contains(name + "\n          - exp_labels: ")
                    .contains(name + " []");
        }
    }
}
