// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.ViewContract.BY_VIEW;
import static dev.narthex.verification.contracts.ViewContract.CHOICES;
import static dev.narthex.verification.contracts.ViewContract.EXCEPTION_TYPES;
import static dev.narthex.verification.contracts.ViewContract.EXCEPTION_VIEWS;
import static dev.narthex.verification.contracts.ViewContract.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Change;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request that fails is one request of the view that it asked for, with the status that the client got. */
public abstract class ErrorContract extends StarterContract {

    protected ErrorContract() {
        super(ErrorApplication.class);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /sends,            Failures.sends,         404,", // A17
        "POST, /throws,           Failures.throwsError,   500, IllegalStateException", // A14, A17
        "POST, /teapot,           Failures.teapot,        418, Teapot", // A18
        "PUT,  /broken-page,      Failures.brokenPage,    500, BrokenPage",
        "GET,  /stack-overflow,   Failures.stackOverflow, 500, StackOverflowError", // A14
        "POST, /servlet/throws,   throwing,               500, StackOverflowError", // A14
        "GET,  /servlet/checked,  checked,                500, IOException", // A14
        "POST, /servlet/sends,    sending,                409,", // A17
        "GET,  /servlet/includes, including,              410,", // A16
        "GET,  /forwards,         Failures.forwards,      410,", // A16
        "POST, /no/such/page,     <unnamed view>,         404,", // A17
    })
    void isCountedOnceUnderItsMethodViewAndStatus(String method, String path, String view, int status, String exception)
            throws Exception {
        Change change = during(() -> assertThat(
                        client().send(method, path, BodyPublishers.noBody()).statusCode())
                .isEqualTo(status));

        assertThat(change.samples(BY_VIEW)).isEqualTo("""
                %s{method="%s",status="%d",view="%s"} 1.0
                """.formatted(BY_VIEW, method, status, view));
        assertThat(change.samples(REQUESTS)).isEqualTo("""
                %s{method="%s",view="%s"} 1.0
                """.formatted(REQUESTS, method, view));
        assertThat(change.total(CHOICES)).isEqualTo(1);
        assertThat(change.samples(EXCEPTION_TYPES))
                .isEqualTo(exception == null ? "" : """
                        %s{type="%s"} 1.0
                        """.formatted(EXCEPTION_TYPES, exception));
        assertThat(change.samples(EXCEPTION_VIEWS))
                .isEqualTo(exception == null ? "" : """
                        %s{view="%s"} 1.0
                        """.formatted(EXCEPTION_VIEWS, view));
        assertThat(change.total("django_http_requests_latency_seconds_count")).isEqualTo(1);
    }

    @ParameterizedTest // A11, A19
    @CsvSource({
        "/after-commit,         Failures.afterCommit",
        "/servlet/after-commit, after-commit",
    })
    void keepsTheStatusThatWasCommittedBeforeItFailed(String path, String view) throws Exception {
        Change change = during(
                () -> assertThat(client().rawAnswer(Wire.request("GET", path))).startsWith("HTTP/1.1 200"));

        assertThat(change.samples(BY_VIEW)).isEqualTo("""
                %s{method="GET",status="200",view="%s"} 1.0
                """.formatted(BY_VIEW, view));
        assertThat(change.samples(EXCEPTION_TYPES)).isEqualTo("""
                %s{type="IllegalStateException"} 1.0
                """.formatted(EXCEPTION_TYPES));
    }

    /** Tomcat refuses it before any filter, and then shows the error page through the filters; Tomcat 11 calls that a GET. */
    @Test // A17, A55
    void thatTheContainerRefusedIsOneRequestThoughItComesForItsErrorPageAlone() throws Exception {
        Change change = during(() ->
                assertThat(client().rawAnswer(Wire.request("TRACE", "/throws"))).startsWith("HTTP/1.1 405"));

        assertThat(change.samples(REQUESTS)).isEqualTo("""
                %s{method="TRACE",view="<unnamed view>"} 1.0
                """.formatted(REQUESTS));
        assertThat(change.samples(FilterOrderContract.SHORT_CIRCUITED))
                .isEqualTo("""
                %s{status="405"} 1.0
                """.formatted(FilterOrderContract.SHORT_CIRCUITED));
    }

    @Test // A17
    void lastsUntilItsErrorPageIsThere() throws Exception {
        Change change = during(() -> get("/slow-page"));

        assertThat(change.total("django_http_requests_latency_including_middlewares_seconds_sum"))
                .isGreaterThanOrEqualTo(ErrorApplication.SLOW_PAGE_MILLIS / 1000.0);
    }
}
