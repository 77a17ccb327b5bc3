// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.ViewContract.BY_VIEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Change;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sizes of bodies are those that were read and handed over, or they are absent. The class is a list of cases. */
public abstract class BodyContract extends StarterContract {

    private static final String REQUEST = "django_http_requests_body_total_bytes";
    private static final String RESPONSE = "django_http_responses_body_total_bytes";
    private static final String ABORTED = "django_http_requests_aborted_total";
    private static final String FORM = "application/x-www-form-urlencoded";

    protected BodyContract() {
        super(
                BodyApplication.class,
                "server.compression.enabled=true",
                "server.compression.mime-types=text/plain",
                "server.compression.min-response-size=2KB");
    }

    private static void assertObserved(Change change, String histogram, double bytes) {
        assertThat(change.total(histogram + "_count")).as(histogram).isEqualTo(1);
        assertThat(change.total(histogram + "_sum")).as(histogram).isEqualTo(bytes);
    }

    private static void assertNotObserved(Change change, String histogram) {
        assertThat(change.total(histogram + "_count")).as(histogram).isZero();
        assertThat(change.total(histogram + "_sum")).as(histogram).isZero();
    }

    @Nested
    class AResponse {

        @ParameterizedTest // A33
        @CsvSource({
            "/response/stream,       1000",
            "/response/writer,       2000",
            "/response/writer/latin, 1000",
            "/response/reset-buffer, 10",
            "/response/reset,        15",
            "/response/redirect,     0",
            "/response/nothing,      0",
            "/response/no-content,   0",
            "/response/json,         30",
            "/response/non-blocking, 1000000", // A35
            "/found.txt,             25",
            "/servlet/sized,         5",
        })
        void hasTheBytesThatWereHandedOver(String path, double bytes) throws Exception {
            Change change = during(() -> assertThat((double) length(get(path))).isEqualTo(bytes));

            assertObserved(change, RESPONSE, bytes);
        }

        @ParameterizedTest // A33: what was written before does not count, what is sent instead does
        @ValueSource(strings = {"/response/send-error", "/response/throws", "/response/writer/mixed", "/no/such/page"})
        void hasTheBytesThatTheClientGets(String path) throws Exception {
            double[] received = new double[1];
            Change change = during(() -> received[0] = length(get(path)));

            assertThat(received[0]).isPositive();
            assertObserved(change, RESPONSE, received[0]);
        }

        @ParameterizedTest // A25, A33
        @ValueSource(strings = {"/response/stream", "/response/json", "/found.txt", "/servlet/sized"})
        void toHeadHasNoBytes(String path) throws Exception {
            Change change = during(() -> client().send("HEAD", path, BodyPublishers.noBody()));

            assertObserved(change, RESPONSE, 0);
        }

        @Test // A24, A33
        void thatWasNotModifiedHasNoBytes() throws Exception {
            Change change = during(() -> assertThat(get("/response/not-modified", "If-None-Match", "\"one\"")
                            .statusCode())
                    .isEqualTo(304));

            assertObserved(change, RESPONSE, 0);
        }

        @Test // A33
        void hasItsSizeBeforeContentCoding() throws Exception {
            Change change = during(() -> {
                HttpResponse<String> answer = get("/response/compressible", "Accept-Encoding", "gzip");
                assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            });

            assertObserved(change, RESPONSE, 5000);
        }

        @Test
        void ofUnknownSizeIsNotObserved() throws Exception {
            Change change =
                    during(() -> assertThat(get("/servlet/unsized").body()).isEqualTo("unsized"));

            assertNotObserved(change, RESPONSE);
        }

        private static int length(HttpResponse<String> answer) {
            // The client decodes by the charset of the answer.
            String type = answer.headers().firstValue("Content-Type").orElse("");
            return answer.body()
                    .getBytes(type.contains("8859-1") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8)
                    .length;
        }
    }

    @Nested
    class ARequest {

        @ParameterizedTest // A32
        @ValueSource(strings = {"/request/read", "/request/read/reader", "/request/unread"})
        void ofKnownLengthHasThatLength(String path) throws Exception {
            Change change = during(() ->
                    client().send("POST", path, BodyPublishers.ofString("eleven char"), "Content-Type", "text/plain"));

            assertObserved(change, REQUEST, 11);
        }

        @Test // A32
        void withAFormHasItsDeclaredLength() throws Exception {
            Change change = during(() -> assertThat(client().send(
                                    "POST",
                                    "/request/read/form",
                                    BodyPublishers.ofString("title=Fire"),
                                    "Content-Type",
                                    FORM)
                            .body())
                    .isEqualTo("Fire"));

            assertObserved(change, REQUEST, 10);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/response/json", "/servlet/unsized", "/no/such/page"})
        void withoutABodyHasNoBytes(String path) throws Exception {
            Change change = during(() -> get(path));

            assertObserved(change, REQUEST, 0);
        }

        @ParameterizedTest // A32
        @ValueSource(strings = {"/request/read", "/request/read/reader"})
        void inChunksHasTheBytesThatWereRead(String path) throws Exception {
            Change change =
                    during(() -> assertThat(client().rawAnswer(Wire.chunkedPost(path, "text/plain", "eleven char")))
                            .startsWith("HTTP/1.1 200")
                            .contains("eleven char"));

            assertObserved(change, REQUEST, 11);
        }

        @Test // A32
        void inChunksThatNobodyReadIsNotObserved() throws Exception {
            Change change = during(() -> assertThat(
                            client().rawAnswer(Wire.chunkedPost("/request/unread", "text/plain", "eleven char")))
                    .startsWith("HTTP/1.1 200"));

            assertNotObserved(change, REQUEST);
        }

        @Test // A32, A37
        void inChunksThatTheContainerReadIsNotObserved() throws Exception {
            Change change = during(
                    () -> assertThat(client().rawAnswer(Wire.chunkedPost("/request/read/form", FORM, "title=Fire")))
                            .startsWith("HTTP/1.1 200")
                            .contains("Fire"));

            assertNotObserved(change, REQUEST);
        }
    }

    @Nested
    class AClientThatGoesAway {

        @ParameterizedTest // A20; a writer tells nobody, unless it is asked
        @CsvSource({
            "/response/big,            Responses.big",
            "/response/writer/big,     Responses.bigText",
            "/response/writer/checked, Responses.checkedText",
        })
        void inTheMiddleOfABodyIsCountedAsGoneAndNotAsAFailure(String path, String view) throws Exception {
            Change change = during(() -> {
                try (Socket socket = client().raw(Wire.request("GET", path))) {
                    Wire.await(socket, 100_000);
                    Wire.reset(socket);
                }
            });

            assertThat(change.samples(ABORTED)).isEqualTo("""
                    %s{view="%s"} 1.0
                    """.formatted(ABORTED, view));
            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %s{method="GET",status="200",view="%s"} 1.0
                    """.formatted(BY_VIEW, view));
        }

        @ParameterizedTest // A20
        @CsvSource({"/request/read, Requests.read", "/servlet/reading, reading"})
        void inTheMiddleOfItsOwnBodyIsCountedAsGoneAndNotAsAFailureOfTheServer(String path, String view)
                throws Exception {
            Change change = during(() -> {
                String head = String.join(
                        "\r\n",
                        "POST " + path + " HTTP/1.1",
                        "Host: localhost",
                        "Content-Type: text/plain",
                        "Content-Length: 1000",
                        "",
                        "begun");
                try (Socket socket = client().raw(head)) {
                    application()
                            .scrapeWhen(
                                    "the request must have arrived",
                                    page -> page.value("django_http_requests_in_flight{method=\"POST\"}") == 1);
                    Wire.reset(socket);
                }
            });

            assertThat(change.samples(ABORTED)).isEqualTo("""
                    %s{view="%s"} 1.0
                    """.formatted(ABORTED, view));
            assertThat(change.samples(BY_VIEW)).doesNotContain("status=\"5");
            assertThat(change.total(BY_VIEW)).isEqualTo(1);
        }

        @Test // A20
        void afterItHasEverythingIsASuccess() throws Exception {
            Change change = during(() -> {
                for (int i = 0; i < 20; i++) {
                    try (Socket socket = client().raw(Wire.request("GET", "/response/stream"))) {
                        Wire.await(socket, 1000);
                        Wire.reset(socket);
                    }
                }
            });

            assertThat(change.samples(ABORTED)).isEmpty();
            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %s{method="GET",status="200",view="Responses.stream"} 20.0
                    """.formatted(BY_VIEW));
        }

        @Test
        void leavesTheBodiesOfTheNextRequestsAlone() throws Exception {
            Change change = during(() -> {
                get("/response/big");
                get("/response/writer/big");
            });

            assertThat(change.total(RESPONSE + "_sum")).isEqualTo(2.0 * BodyApplication.BIG);
            assertThat(change.samples(ABORTED)).isEmpty();
        }
    }
}
