// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.ViewContract.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Scrape;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The live page is served where it is asked for, is no request of the application, and reads whatever is published. */
public abstract class LiveContract {

    private static final String LIVE = "/metrics/live";

    protected LiveContract() {}

    @Test
    void isNotThereUnlessItIsAskedFor() throws Exception {
        try (RunningApplication shop = RunningApplication.start(SettingsApplication.class)) {
            assertThat(shop.client().get(LIVE).statusCode()).isEqualTo(404);
            assertThat(shop.client().get(LIVE + "/data").statusCode()).isEqualTo(404);

            assertThat(shop.scrapeWhen("both are requests of the application", page -> page.total(REQUESTS) == 2)
                            .value(REQUESTS + "{view=\"<unnamed view>\",method=\"GET\"}"))
                    .isEqualTo(2);
        }
    }

    @Test
    void answersBelowTheContextPathAndCountsNoRequestOfItsOwn() throws Exception {
        try (RunningApplication shop = RunningApplication.start(
                SettingsApplication.class, "narthex.export.live=true", "server.servlet.context-path=/shop")) {
            HttpResponse<String> page = shop.client().scrape("/shop" + LIVE);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .startsWith("default-src 'none'");
            assertThat(shop.client().scrape("/shop" + LIVE + "/page.js").statusCode())
                    .isEqualTo(200);
            shop.client().get("/shop/books/1");
            Scrape scrape = shop.scrapeWhen("the book was asked for", seen -> seen.total(REQUESTS) > 0);
            assertThat(shop.client().scrape("/shop" + LIVE + "/data").body()).contains("\"view\":\"book-detail\"");

            assertThat(scrape.total(REQUESTS)).isEqualTo(1);
            assertThat(shop.scrape().total(REQUESTS)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "narthex.naming=otel",
                "narthex.prefix=acme",
                "narthex.namespace=acme",
                "narthex.families.exclude=*",
                "narthex.http.count-scrapes=true"
            })
    void showsTheSameWhateverIsPublished(String setting) throws Exception {
        try (RunningApplication shop =
                RunningApplication.start(SettingsApplication.class, "narthex.export.live=true", setting)) {
            shop.client().get("/books/1");
            shop.scrapeWhen("the request has completed", page -> data(shop).contains("\"view\":\"book-detail\""));

            assertThat(data(shop))
                    .contains("\"django_http_requests_total\"")
                    .contains("\"django_http_requests_latency_seconds_by_view_method\",1.0E-4,")
                    .contains("\"django_http_responses_total_by_status_view_method_total\"")
                    .doesNotContain("acme", "narthexLive");
        }
    }

    private static String data(RunningApplication shop) {
        try {
            return shop.client().scrape(LIVE + "/data").body();
        } catch (Exception unanswered) {
            throw new AssertionError(unanswered);
        }
    }
}
