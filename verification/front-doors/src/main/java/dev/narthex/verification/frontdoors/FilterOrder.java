// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Scrape;

/** Where our two filters stand among the application's, seen by what is counted when one of those answers by itself. */
final class FilterOrder {

    private FilterOrder() {}

    /** Every one of these filters comes after the outer filter, which counts, and before the inner, which does not. */
    static void assertOursAreOutermostAndInnermost(Client client, String... filters) throws Exception {
        int refused = 0;
        for (String filter : filters) {
            assertThat(client.get("/till?refuse=" + filter).statusCode())
                    .as(filter)
                    .isEqualTo(403);
            refused++;
            Scrape page = client.scrapeAfter(refused);
            assertThat(page.total("django_http_requests_before_middlewares_total"))
                    .as(filter)
                    .isEqualTo(refused);
            assertThat(page.total("django_http_responses_short_circuited_total"))
                    .as(filter)
                    .isEqualTo(refused);
            assertThat(page.total("django_http_requests_total_by_method_total"))
                    .as(filter)
                    .isZero();
        }
        client.buy(1);
        Scrape page = client.scrapeAfter(refused + 1);
        assertThat(page.total("django_http_responses_short_circuited_total")).isEqualTo(refused);
        assertThat(page.total("django_http_requests_total_by_method_total")).isEqualTo(1);
    }
}
