// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.ViewContract.BY_STATUS;
import static dev.narthex.verification.contracts.ViewContract.BY_VIEW;
import static dev.narthex.verification.contracts.ViewContract.CHOICES;
import static dev.narthex.verification.contracts.ViewContract.EXCEPTION_TYPES;
import static dev.narthex.verification.contracts.ViewContract.EXCEPTION_VIEWS;
import static dev.narthex.verification.contracts.ViewContract.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Change;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The outer filter stands before all others and the inner one behind them, whatever order they have or have not. */
public abstract class FilterOrderContract extends StarterContract {

    static final String SHORT_CIRCUITED = "django_http_responses_short_circuited_total";

    protected FilterOrderContract() {
        super(FilterOrderApplication.class, "server.forward-headers-strategy=framework", "narthex.naming=django,otel");
    }

    @Nested
    class AFilterBetween {

        @ParameterizedTest // A26, A45
        @CsvSource({
            "/throttled,            429",
            "/forbidden,            403",
            "/forbidden/registered, 403",
            "/moved,                302",
            "/filter/throws,        500",
        })
        void thatAnswersShortCircuitsTheView(String path, int status) throws Exception {
            Change change = during(() -> assertThat(client().send("POST", path, BodyPublishers.ofString("body"))
                            .statusCode())
                    .isEqualTo(status));

            assertThat(change.samples(SHORT_CIRCUITED)).isEqualTo("""
                    %s{status="%d"} 1.0
                    """.formatted(SHORT_CIRCUITED, status));
            assertThat(change.samples(REQUESTS)).isEqualTo("""
                    %s{method="POST",view="<unnamed view>"} 1.0
                    """.formatted(REQUESTS));
            assertThat(change.samples(BY_STATUS)).isEmpty();
            assertThat(change.samples(BY_VIEW)).isEmpty();
            assertThat(change.samples(CHOICES)).isEmpty();
            assertThat(change.samples(EXCEPTION_TYPES)).isEmpty();
            assertThat(change.total("django_http_requests_total_by_method_total"))
                    .isZero();
            assertThat(change.total("django_http_requests_body_total_bytes_count"))
                    .isZero();
            assertThat(change.total("django_http_requests_latency_including_middlewares_seconds_count"))
                    .isEqualTo(1);
        }

        @Test // A15
        void thatTranslatesAnExceptionDecidesTheStatus() throws Exception {
            Change change =
                    during(() -> assertThat(get("/translated").statusCode()).isEqualTo(403));

            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %s{method="GET",status="403",view="Views.translated"} 1.0
                    """.formatted(BY_VIEW));
            assertThat(change.samples(EXCEPTION_TYPES)).isEqualTo("""
                    %s{type="IllegalStateException"} 1.0
                    """.formatted(EXCEPTION_TYPES));
            assertThat(change.samples(EXCEPTION_VIEWS)).isEqualTo("""
                    %s{view="Views.translated"} 1.0
                    """.formatted(EXCEPTION_VIEWS));
            assertThat(change.samples(SHORT_CIRCUITED)).isEmpty();
        }

        @Test // A4
        void thatStartsAsyncBeforeTheViewDoesIsOneRequest() throws Exception {
            Change change = during(() -> assertThat(get("/delayed").body()).isEqualTo("delayed twice"));

            double once = AsyncApplication.LATER_MILLIS / 1000.0;
            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %s{method="GET",status="200",view="Views.delayed"} 1.0
                    """.formatted(BY_VIEW));
            assertThat(change.total("django_http_requests_latency_including_middlewares_seconds_sum"))
                    .isGreaterThanOrEqualTo(2 * once);
            assertThat(change.total("django_http_requests_latency_seconds_sum")).isBetween(once, 2 * once);
        }
    }

    /** It is counted out under the scheme under which it was counted in. */
    @Test // A9, A46
    void aProxysHeaderDecidesTheTransportAndLeavesNothingInFlight() throws Exception {
        Change change = during(() -> {
            get("/view", "X-Forwarded-Proto", "https");
            get("/view");
        });

        assertThat(change.samples("django_http_requests_total_by_transport_total"))
                .isEqualTo("""
                        django_http_requests_total_by_transport_total{transport="http"} 1.0
                        django_http_requests_total_by_transport_total{transport="https"} 1.0
                        """);
        assertThat(change.samples(CHOICES)).isEqualTo("""
                %1$s{method="GET",transport="http",view="Views.view"} 1.0
                %1$s{method="GET",transport="https",view="Views.view"} 1.0
                """.formatted(CHOICES));
        assertThat(scrape().family("http_server_active_requests"))
                .contains("url_scheme=\"http\"")
                .doesNotContainPattern(" (?!0\\.0)\\S+\\n");
    }
}
