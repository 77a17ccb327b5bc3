// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.bookshop.RunningShop;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {

    private static RunningShop shop;

    @BeforeAll
    static void open() {
        shop = RunningShop.open("--spring.profiles.active=reference");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,     /api/ping/,     200",
        "BREW,    /api/ping/,     200",
        "PUT,     /api/ping/,     405",
        "OPTIONS, /books/create/, 405",
        "GET,     /books/create/, 405",
        "GET,     /books/,        200",
    })
    void methodsAreRefusedByTheViews(String method, String path, int status) throws Exception {
        assertThat(shop.send(method, path, "").statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Probe, short-circuit,   429",
        "X-Probe, middleware-boom, 500",
        "X-Probe, something else,  200",
        "Host,    evil.example,    400",
        "Host,    localhost,       200",
    })
    void aFilterAnswersBeforeAnyView(String header, String value, int status) throws Exception {
        assertThat(shop.get("/", header, value).statusCode()).isEqualTo(status);
    }

    @Test
    void whatFiltersAnswerIsShortCircuited() throws Exception {
        shop.get("/", "X-Probe", "short-circuit");
        shop.get("/", "X-Probe", "middleware-boom");
        shop.get("/", "Host", "evil.example");

        assertThat(shop.get("/metrics").body())
                .containsPattern("(?m)^django_http_responses_short_circuited_total\\{status=\"429\"} [1-9]")
                .containsPattern("(?m)^django_http_responses_short_circuited_total\\{status=\"500\"} [1-9]")
                .containsPattern("(?m)^django_http_responses_short_circuited_total\\{status=\"400\"} [1-9]");
    }

    @Test
    void jsonIsSpacedAndTextIsNot() throws Exception {
        assertThat(shop.send("POST", "/cache/local/set/json/", "{\"value\":\"a:b,\\\"c\\\",d\"}")
                        .statusCode())
                .isEqualTo(200);

        assertThat(shop.get("/cache/local/get/json/").body()).isEqualTo("{\"value\": \"a:b,\\\"c\\\",d\"}");
        assertThat(shop.get("/unnamed/").body()).isEqualTo("unnamed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "local", "files"})
    void everyCacheHasEveryOperation(String alias) throws Exception {
        assertThat(operate("GET", alias, "get/a", "")).isEqualTo("{\"value\": \"default\"}");
        assertThat(operate("POST", alias, "set/a", "{\"value\": 0}")).isEqualTo("{\"ok\": true}");
        assertThat(operate("GET", alias, "get/a", "")).isEqualTo("{\"value\": 0}");
        assertThat(operate("POST", alias, "incr/a", "")).isEqualTo("{\"value\": 1}");
        assertThat(operate("POST", alias, "touch/a", "")).isEqualTo("{\"touched\": true}");
        assertThat(operate("POST", alias, "touch/b", "")).isEqualTo("{\"touched\": false}");
        assertThat(operate("POST", alias, "set/n", "{\"value\": null}")).isEqualTo("{\"ok\": true}");
        assertThat(operate("GET", alias, "get/n", "")).isEqualTo("{\"value\": null}");
        assertThat(operate("GET", alias, "get-many/a-b-n", "")).isEqualTo("{\"values\": {\"a\": 1, \"n\": null}}");
        assertThat(operate("GET", alias, "get-or-set/g", "")).isEqualTo("{\"value\": \"computed\"}");
        assertThat(operate("GET", alias, "has-key/g", "")).isEqualTo("{\"has\": true}");
        assertThat(operate("DELETE", alias, "delete/g", "")).isEqualTo("{\"deleted\": true}");
        assertThat(operate("GET", alias, "has-key/g", "")).isEqualTo("{\"has\": false}");
    }

    @Test
    void unknownCachesAndOperationsAreNotFound() throws Exception {
        assertThat(shop.get("/cache/nowhere/get/a/").statusCode()).isEqualTo(404);
        assertThat(shop.get("/cache/local/steal/a/").statusCode()).isEqualTo(404);
    }

    private static String operate(String method, String alias, String operation, String json) throws Exception {
        HttpResponse<String> answer = shop.send(method, "/cache/%s/%s/".formatted(alias, operation), json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
