// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of an expression; and that a wrong name is seen. */
class PromQueryTest {

    private static final KnownNames KNOWN = KnownNames.of(
            Catalogue.create(),
            List.of(new RuleFile.Rule(
                    "job:x:rate5m", false, "sum by (job) (up)", java.util.Map.of(), java.util.Map.of())));

    @Test
    void metricsAreToldFromFunctionsLabelsStringsAndRanges() {
        PromQuery query = PromQuery.parse("""
                histogram_quantile(0.9, sum by (view, le) (rate(a_bucket{status=~"5..|b",view!=""}[5m] offset 1d)))
                  / on (job) group_left (x) c and d{} unless bool_thing or 1e3 * topk(3, e:f:g)
                """);

        assertThat(query.metrics()).containsExactly("a_bucket", "bool_thing", "c", "d", "e:f:g");
        assertThat(query.grouping()).containsExactlyInAnyOrder("view", "le", "job", "x");
        assertThat(query.selectors().get(0).labels()).containsExactly("status", "view");
    }

    @Test
    void everySelectorCanBeGivenAnotherNameAndMoreMatchers() {
        PromQuery query = PromQuery.parse("sum(rate(a_total{b=\"c\"}[5m])) / d");

        assertThat(query.rewritten(name -> "x_" + name, name -> name.equals("d") ? "" : "job=\"j\""))
                .isEqualTo("sum(rate(x_a_total{b=\"c\",job=\"j\"}[5m])) / x_d");
    }

    @Test
    void aSelectorWithoutANameIsRefused() {
        assertThatThrownBy(() -> PromQuery.parse("sum({__name__=~\"a|b\"})"))
                .hasMessage("a selector must name its metric: {__name__=~\"a|b\"} in sum({__name__=~\"a|b\"})");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(django_http_requests_by_view_total[5m])", // no such family
                "rate(django_http_requests_total{status=\"200\"}[5m])", // no such label
                "sum by (alias) (rate(django_http_requests_total[5m]))", // the same
                "rate(django_db_query_duration_seconds[5m])", // a histogram has no sample of its bare name
                "sum(up) or vector(0)",
                "rate(caddy_errors_total[5m])",
                "job:y:rate5m",
            })
    void whatIsNotThereIsAProblem(String text) {
        assertThat(KNOWN.problems(PromQuery.parse(text))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (job, view) (rate(django_http_requests_total{method=\"GET\",instance=\"a\"}[5m]))",
                "histogram_quantile(0.5, sum by (le) (rate(django_db_query_duration_seconds_bucket[5m])))",
                "sum by (area) (jvm_memory_used_bytes)",
                "job:x:rate5m{job=\"backend\"} > 0",
            })
    void whatIsThereIsNone(String text) {
        assertThat(KNOWN.problems(PromQuery.parse(text))).isEmpty();
    }
}
