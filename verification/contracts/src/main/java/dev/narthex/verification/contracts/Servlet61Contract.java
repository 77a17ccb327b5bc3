// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.ViewContract.BY_VIEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Change;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Servlet 6.1 gave to responses and streams passes through our wrappers, which are compiled against 6.0. The
 * application is compiled against 6.1, by the module that runs this.
 */
public abstract class Servlet61Contract extends StarterContract {

    private static final String REQUEST = "django_http_requests_body_total_bytes";
    private static final String RESPONSE = "django_http_responses_body_total_bytes";

    /**
     * Its application.
     *
     * @param application a configuration with the handlers that are asked here
     */
    protected Servlet61Contract(Class<?> application) {
        super(application);
    }

    @ParameterizedTest // A33: 500 bytes were written before
    @CsvSource({
        "/redirect/status,       303, 0",
        "/redirect/kept,         302, 500",
        "/redirect/cleared,      302, 0",
        "/redirect/status/kept,  307, 500",
        "/redirect/status/clear, 308, 0",
    })
    void redirectHasTheBytesThatItKeeps(String path, int status, int bytes) throws Exception {
        Change change = during(() -> {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/elsewhere");
            assertThat(answer.body()).hasSize(bytes);
        });

        assertThat(change.total(RESPONSE + "_sum")).isEqualTo(bytes);
        assertThat(change.total(RESPONSE + "_count")).isEqualTo(1);
        assertThat(change.total(BY_VIEW)).isEqualTo(1);
    }

    @Test // A33, A35
    void bufferIsWrittenAndCounted() throws Exception {
        Change change = during(() -> assertThat(get("/buffer").body()).isEqualTo("x".repeat(700)));

        assertThat(change.total(RESPONSE + "_sum")).isEqualTo(700);
    }

    @Test // A32, A35
    void bufferIsReadAndCounted() throws Exception {
        Change change = during(
                () -> assertThat(client().rawAnswer(Wire.chunkedPost("/buffer/read", "text/plain", "eleven char")))
                        .startsWith("HTTP/1.1 200")
                        .contains("read 11"));

        assertThat(change.total(REQUEST + "_sum")).isEqualTo(11);
    }
}
