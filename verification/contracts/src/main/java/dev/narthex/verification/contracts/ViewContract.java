// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dependency alone names the views, their templates and their exceptions, and serves the page. The class is a list of cases. */
public abstract class ViewContract extends StarterContract {

    static final String REQUESTS = "django_http_requests_total";
    static final String CHOICES = "django_http_requests_total_by_view_transport_method_total";
    static final String BY_STATUS = "django_http_responses_total_by_status_total";
    static final String BY_VIEW = "django_http_responses_total_by_status_view_method_total";
    static final String TEMPLATES = "django_http_responses_total_by_templatename_total";
    static final String EXCEPTION_TYPES = "django_http_exceptions_total_by_type_total";
    static final String EXCEPTION_VIEWS = "django_http_exceptions_total_by_view_total";

    protected ViewContract() {
        super(ViewApplication.class, "management.endpoints.web.exposure.include=health");
    }

    @Nested
    class WhatAHandlerTakes {

        @ParameterizedTest
        @CsvSource({
            "/books/1,         book-detail,         200",
            "/books,           BookController.list, 200",
            "/functional/1,    /functional/{id},    200",
            "/plain/1,         plain,               202",
            "/shelf,           ShelfController.shelf, 200",
            "/actuator/health, /actuator/health,    200",
            "/found.txt,       /**,                 200",
            "/missing/1,       BookController.missing, 404", // A39
        })
        void hasTheNameOfItsView(String path, String view, int status) throws Exception {
            Change change = during(() -> assertThat(get(path).statusCode()).isEqualTo(status));

            assertThat(change.samples(CHOICES)).isEqualTo("""
                    %s{method="GET",transport="http",view="%s"} 1.0
                    """.formatted(CHOICES, view));
            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %s{method="GET",status="%d",view="%s"} 1.0
                    """.formatted(BY_VIEW, status, view));
            assertThat(change.samples(REQUESTS)).isEqualTo("""
                    %s{method="GET",view="%s"} 1.0
                    """.formatted(REQUESTS, view));
            assertThat(change.samples(BY_STATUS)).isEqualTo("""
                    %s{status="%d"} 1.0
                    """.formatted(BY_STATUS, status));
            assertThat(change.total("django_http_requests_latency_seconds_by_view_method_count"))
                    .isEqualTo(1);
        }

        @Test // A43
        void keepsItsFirstViewWhenItIsForwarded() throws Exception {
            Change change =
                    during(() -> assertThat(get("/shelf/alias/7").body()).isEqualTo("7"));

            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %s{method="GET",status="200",view="ShelfController.alias"} 1.0
                    """.formatted(BY_VIEW));
            assertThat(change.samples(CHOICES)).isEqualTo("""
                    %s{method="GET",transport="http",view="ShelfController.alias"} 1.0
                    """.formatted(CHOICES));
        }

        @Test // A25
        void keepsTheMethodHead() throws Exception {
            Change change = during(() -> client().send("HEAD", "/books", BodyPublishers.noBody()));

            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %s{method="HEAD",status="200",view="BookController.list"} 1.0
                    """.formatted(BY_VIEW));
        }

        @Test // A24
        void keepsItsViewWhenNothingWasModified() throws Exception {
            Change change =
                    during(() -> assertThat(get("/found.txt", "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT")
                                    .statusCode())
                            .isEqualTo(304));

            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %s{method="GET",status="304",view="/**"} 1.0
                    """.formatted(BY_VIEW));
        }

        @ParameterizedTest // A23
        @CsvSource({"299, 299", "600, other", "799, other"})
        void isCountedUnderAnyStatus(int status, String label) throws Exception {
            Change change = during(() -> client().rawAnswer(Wire.request("GET", "/odd-status/" + status)));

            assertThat(change.samples(BY_STATUS)).isEqualTo("""
                    %s{status="%s"} 1.0
                    """.formatted(BY_STATUS, label));
        }
    }

    @Nested
    class WhatNoHandlerTakes {

        @ParameterizedTest // A38, A39, A40, A41
        @CsvSource({
            "GET,     /no/such/page, 404",
            "GET,     /found.tx,     404",
            "GET,     /books/1/2/3;jsessionid=4, 404",
            "DELETE,  /books,        405",
            "POST,    /books/1,      405",
            "PUT,     /functional/1, 404",
        })
        void isTheUnnamedView(String method, String path, int status) throws Exception {
            Change change = during(() -> assertThat(
                            client().send(method, path, BodyPublishers.noBody()).statusCode())
                    .isEqualTo(status));

            assertThat(change.samples(REQUESTS)).isEqualTo("""
                    %s{method="%s",view="<unnamed view>"} 1.0
                    """.formatted(REQUESTS, method));
            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %s{method="%s",status="%d",view="<unnamed view>"} 1.0
                    """.formatted(BY_VIEW, method, status));
            assertThat(change.samples(CHOICES)).isEqualTo("""
                    %s{method="%s",transport="http",view="<unnamed view>"} 1.0
                    """.formatted(CHOICES, method));
            assertThat(change.samples(EXCEPTION_TYPES)).isEmpty();
        }

        @Test // A40
        void isAnUnsupportedOrUnacceptableMediaTypeToo() throws Exception {
            Change change = during(() -> {
                assertThat(client().send("POST", "/books", BodyPublishers.ofString("{}"), "Content-Type", "text/csv")
                                .statusCode())
                        .isEqualTo(415);
                assertThat(get("/books", "Accept", "image/png").statusCode()).isEqualTo(406);
            });

            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %1$s{method="GET",status="406",view="<unnamed view>"} 1.0
                    %1$s{method="POST",status="415",view="<unnamed view>"} 1.0
                    """.formatted(BY_VIEW));
            assertThat(change.samples(CHOICES)).isEqualTo("""
                    %1$s{method="GET",transport="http",view="<unnamed view>"} 1.0
                    %1$s{method="POST",transport="http",view="<unnamed view>"} 1.0
                    """.formatted(CHOICES));
        }

        @Test // A25, A26
        void isSpringsOwnAnswerToOptionsAndToAPreflight() throws Exception {
            Change change = during(() -> {
                assertThat(client().send("OPTIONS", "/books", BodyPublishers.noBody())
                                .statusCode())
                        .isEqualTo(200);
                client().rawAnswer(Wire.request(
                        "OPTIONS", "/books", "Origin: http://elsewhere.test", "Access-Control-Request-Method: GET"));
            });

            assertThat(change.samples(REQUESTS)).isEqualTo("""
                    %s{method="OPTIONS",view="<unnamed view>"} 2.0
                    """.formatted(REQUESTS));
            assertThat(change.samples(CHOICES)).isEqualTo("""
                    %s{method="OPTIONS",transport="http",view="<unnamed view>"} 2.0
                    """.formatted(CHOICES));
        }

        @Test // A38
        void neverBecomesALabel() throws Exception {
            Random random = new Random(38);
            Change change = during(() -> {
                for (int i = 0; i < 100; i++) {
                    get("/" + Long.toHexString(random.nextLong()) + "/%2e%2e/" + random.nextInt(1000));
                }
            });

            assertThat(change.samples(REQUESTS).lines()).hasSize(1);
            assertThat(change.total(REQUESTS)).isEqualTo(100);
        }
    }

    @Nested
    class Methods {

        @Test // A28
        void thatNobodyKnowsShareOneSeries() throws Exception {
            Random random = new Random(28);
            Change change = during(() -> {
                for (int i = 0; i < 30; i++) {
                    String invented =
                            "X" + Long.toString(random.nextLong() >>> 1, 36).toUpperCase(Locale.ROOT);
                    assertThat(client().rawAnswer(Wire.request(invented, "/books")))
                            .startsWith("HTTP/1.1 405");
                }
            });

            assertThat(change.samples("django_http_requests_total_by_method_total"))
                    .isEqualTo("""
                            django_http_requests_total_by_method_total{method="<invalid method>"} 30.0
                            """);
            assertThat(change.samples(REQUESTS)).isEqualTo("""
                    %s{method="<invalid method>",view="<unnamed view>"} 30.0
                    """.formatted(REQUESTS));
        }

        @ParameterizedTest
        @ValueSource(strings = {"PUT", "PATCH", "DELETE", "get"})
        void areToldApartAndByCase(String method) throws Exception {
            Change change = during(() -> client().rawAnswer(Wire.request(method, "/plain/1")));

            assertThat(change.samples("django_http_requests_total_by_method_total"))
                    .isEqualTo("""
                            django_http_requests_total_by_method_total{method="%s"} 1.0
                            """.formatted(method.equals("get") ? "<invalid method>" : method));
        }
    }

    @Nested
    class TemplatesCharsetsAndScripts {

        @Test
        void aTemplateIsCountedByItsLogicalName() throws Exception {
            Change change = during(() -> assertThat(get("/shelf").body()).isEqualTo("shelves/one"));

            assertThat(change.samples(TEMPLATES)).isEqualTo("""
                    %s{templatename="shelves/one"} 1.0
                    """.formatted(TEMPLATES));
        }

        @Test
        void redirectsForwardsAndBodiesAreNoTemplates() throws Exception {
            Change change = during(() -> {
                assertThat(get("/shelf/moved").statusCode()).isEqualTo(302);
                get("/shelf/alias/1");
                get("/books/1");
            });

            assertThat(change.samples(TEMPLATES)).isEmpty();
            assertThat(change.total(BY_VIEW)).isEqualTo(3);
        }

        @Test
        void aCharsetIsTheOneOfTheHeaderElseUtf8() throws Exception {
            Change change = during(() -> {
                get("/latin");
                get("/plain/1");
                get("/found.txt");
            });

            assertThat(change.samples("django_http_responses_total_by_charset_total"))
                    .isEqualTo("""
                            django_http_responses_total_by_charset_total{charset="iso-8859-1"} 1.0
                            django_http_responses_total_by_charset_total{charset="utf-8"} 2.0
                            """);
        }

        @Test
        void aScriptsRequestIsCountedBesideItsView() throws Exception {
            Change change = during(() -> {
                get("/books", "X-Requested-With", "XMLHttpRequest");
                get("/books", "X-Requested-With", "curl");
            });

            assertThat(change.total("django_http_ajax_requests_total")).isEqualTo(1);
            assertThat(change.total(REQUESTS)).isEqualTo(2);
        }
    }

    @Nested
    class ExceptionsThatLeaveAView {

        @ParameterizedTest // A14, A21, A22
        @CsvSource({
            "/boom,           BookController.boom,      500, IllegalStateException",
            "/boom/carried,   BookController.carried,   500, IOException",
            "/boom/anonymous, BookController.anonymous, 500, IllegalArgumentException",
            "/boom/resolved,  BookController.resolved,  422, OutOfStock",
            "/boom/reserved,  BookController.reserved,  409, Reserved",
            "/shelf/broken,   ShelfController.broken,   500, IllegalStateException",
        })
        void areCountedOnceAndTheStatusIsTheOneSent(String path, String view, int status, String type)
                throws Exception {
            Change change = during(() -> assertThat(get(path).statusCode()).isEqualTo(status));

            assertThat(change.samples(EXCEPTION_TYPES)).isEqualTo("""
                    %s{type="%s"} 1.0
                    """.formatted(EXCEPTION_TYPES, type));
            assertThat(change.samples(EXCEPTION_VIEWS)).isEqualTo("""
                    %s{view="%s"} 1.0
                    """.formatted(EXCEPTION_VIEWS, view));
            assertThat(change.samples(BY_VIEW)).isEqualTo("""
                    %s{method="GET",status="%d",view="%s"} 1.0
                    """.formatted(BY_VIEW, status, view));
            assertThat(change.total("django_http_requests_latency_seconds_count"))
                    .isEqualTo(1);
        }
    }

    @Nested
    class ThePage {

        @Test // A50
        void isNotCounted() throws Exception {
            assertThat(ours(scrape())).isNotEmpty().isEqualTo(ours(scrape()));
        }

        /** Without the families of the JVM, which never stand still. */
        private List<String> ours(Scrape page) {
            return page.text()
                    .lines()
                    .filter(line -> line.startsWith("django_http_"))
                    .toList();
        }

        @Test
        void isTextThatIsNotToBeKept() throws Exception {
            var answer = client().scrape("/metrics");

            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain;version=0.0.4;charset=utf-8");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        }

        @Test
        void hasTheFamiliesWithoutLabelsFromTheStart() throws Exception {
            try (RunningApplication fresh = RunningApplication.start(ViewApplication.class)) {
                Scrape page = fresh.scrape();

                assertThat(page.family("django_http_requests_before_middlewares_total"))
                        .isEqualTo("django_http_requests_before_middlewares_total 0.0\n");
                assertThat(page.family("django_http_ajax_requests_total"))
                        .isEqualTo("django_http_ajax_requests_total 0.0\n");
                assertThat(page.family("django_http_responses_streaming_total"))
                        .isEqualTo("django_http_responses_streaming_total 0.0\n");
                assertThat(page.samples())
                        .containsEntry("django_http_requests_body_total_bytes_count", 0.0)
                        .containsEntry("django_http_requests_latency_seconds_count", 0.0);
            }
        }
    }
}
