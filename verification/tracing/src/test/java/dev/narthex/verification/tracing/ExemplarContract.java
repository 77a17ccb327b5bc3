// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** E13: a slow request of the bookshop leads to its trace, whoever traces. */
abstract class ExemplarContract {

    private static final String OPENMETRICS = "application/openmetrics-text";
    private static final String BY_VIEW = "django_http_requests_latency_seconds_by_view_method_bucket";
    private static final String WHOLE = "django_http_requests_latency_including_middlewares_seconds_bucket";
    private static final Pattern EXEMPLAR = Pattern.compile(
            "le=\"([^\"]+)\".* # \\{span_id=\"[0-9a-f]{16}\",trace_id=\"([0-9a-f]{32})\"} (\\S+) (\\S+)");

    private TracedShop shop;

    abstract TracedShop open();

    @BeforeEach
    void start() {
        shop = open();
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    TracedShop shop() {
        return shop;
    }

    @Test
    void aSlowRequestLeadsToItsTrace() throws Exception {
        String slow = "4bf92f3577b34da6a3ce929d0e0e4736";
        shop.get("/slow/", slow, true);

        for (String family : List.of(BY_VIEW, WHOLE)) {
            List<String> lines = shop.lines(OPENMETRICS, family, "trace_id=\"" + slow + "\"");
            assertThat(lines).as(family).hasSize(1);
            Matcher exemplar = EXEMPLAR.matcher(lines.get(0));
            assertThat(exemplar.find()).as(lines.get(0)).isTrue();
            double seconds = Double.parseDouble(exemplar.group(3));
            assertThat(seconds).isGreaterThanOrEqualTo(0.3).isLessThanOrEqualTo(Double.parseDouble(exemplar.group(1)));
            assertThat((long) Double.parseDouble(exemplar.group(4)))
                    .isBetween(System.currentTimeMillis() / 1000 - 60, System.currentTimeMillis() / 1000 + 1);
        }
        assertThat(shop.lines(OPENMETRICS, BY_VIEW, "view=\"slow\"", slow)).hasSize(1);
        assertThat(shop.lines("text/plain", slow)).isEmpty();
    }

    @Test
    void whatIsNotSampledIsNoExemplar() throws Exception {
        shop.get("/slow/", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false);

        assertThat(shop.lines(OPENMETRICS, BY_VIEW, "view=\"slow\"", "le=\"+Inf\"} 1.0"))
                .hasSize(1);
        assertThat(shop.lines(OPENMETRICS, "trace_id")).isEmpty();
    }

    @Test
    void aStatementLeadsToTheTraceOfItsRequest() throws Exception {
        String books = "0af7651916cd43dd8448eb211c80319c";
        shop.get("/books/", books, true);

        assertThat(shop.lines(OPENMETRICS, "django_db_query_duration_seconds_bucket", books))
                .isNotEmpty();
    }
}
