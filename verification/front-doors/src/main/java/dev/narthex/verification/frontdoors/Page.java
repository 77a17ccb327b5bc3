// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Scrape;

/**
 * What the page of one shop must show, and nothing more.
 *
 * @param view the label of the till's view
 * @param requests how many requests there were, all to the till
 * @param connections how many connections the stub driver opened
 * @param sales how many sales Hibernate inserted
 */
record Page(String view, int requests, int connections, int sales) {

    void matches(Client client) throws Exception {
        Scrape page = client.scrapeAfter(requests);
        assertThat(page.family("django_http_requests_before_middlewares_total"))
                .isEqualTo("django_http_requests_before_middlewares_total %d.0\n".formatted(requests));
        assertThat(page.family("django_http_responses_total_by_status_view_method_total"))
                .isEqualTo(
                        "django_http_responses_total_by_status_view_method_total{status=\"200\",view=\"%s\",method=\"GET\"} %d.0\n"
                                .formatted(view, requests));
        assertThat(page.total("django_http_responses_short_circuited_total")).isZero();
        assertThat(page.total("django_http_requests_in_flight")).isZero();
        assertThat(page.total("narthex_instrumentation_errors_total")).isZero();
        assertThat(page.family("stub_connections_total"))
                .isEqualTo(line("stub_connections_total{hook=\"stub\"}", connections));
        assertThat(page.family("django_model_inserts_total"))
                .isEqualTo(line("django_model_inserts_total{model=\"sale\"}", sales));
    }

    private static String line(String sample, int count) {
        return count == 0 ? "" : sample + " " + count + ".0\n";
    }
}
