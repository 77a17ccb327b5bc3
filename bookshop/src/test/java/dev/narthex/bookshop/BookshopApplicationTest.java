// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class BookshopApplicationTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext shop;

    @BeforeAll
    static void open() {
        shop = SpringApplication.run(BookshopApplication.class, "--server.address=127.0.0.1", "--server.port=0");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET   | /               | 200 | '<!doctype html><title>Bookshop</title><h1>Bookshop</h1>\n'",
                "HEAD  | /               | 200 | ''",
                "GET   | /slow/          | 200 | slept",
                "GET   | /stream/        | 200 | 'chunk0\nchunk1\nchunk2\n'",
                "GET   | /api/ping/      | 200 | '{\"pong\":true}'",
                "PATCH | /api/ping/      | 200 | '{\"pong\":true}'",
                "GET   | /redirect/      | 302 | ''",
            })
    void aPageAnswers(String method, String path, int status, String body) throws Exception {
        HttpResponse<String> answer = send(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "/boom/,         500",
        "/missing/,      404",
        "/books/999999/, 404",
        "/no/such/url/,  404",
        "/books/create/, 405",
    })
    void whatIsBrokenOrNotThereSaysSo(String path, int status) throws Exception {
        assertThat(send("GET", path, "").statusCode()).isEqualTo(status);
    }

    @Test
    void aBookIsCreatedOnce() throws Exception {
        String book = newBook("Prometheus Bound", "Aeschylus");

        assertThat(send("POST", "/books/create/", book).statusCode()).isEqualTo(201);
        HttpResponse<String> again = send("POST", "/books/create/", book);

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).isEqualTo("{\"error\":\"duplicate isbn\"}");
    }

    @Test
    void aBookWithoutATitleIsRefused() throws Exception {
        assertThat(send("POST", "/books/create/", "{\"isbn\":\"1\",\"author\":\"Hesiod\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aNewBookIsInTheList() throws Exception {
        long id = create("Theogony", "Hesiod");

        assertThat(send("GET", "/books/", "").body()).contains("{\"id\":%d,\"title\":\"Theogony\",".formatted(id));
    }

    @Test
    void aRetitledBookIsReadAnew() throws Exception {
        String path = "/books/%d/".formatted(create("Works", "Hesiod"));

        assertThat(send("GET", path, "").body()).contains("\"title\":\"Works\"");
        assertThat(send("PUT", path + "update/", "{\"title\":\"Works and Days\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("GET", path, "").body()).contains("\"title\":\"Works and Days\"", "\"author\":\"Hesiod\"");
    }

    @Test
    void aDeletedBookIsGone() throws Exception {
        String path = "/books/%d/".formatted(create("Catalogue of Women", "Hesiod"));

        assertThat(send("GET", path, "").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", path + "delete/", "").statusCode()).isEqualTo(204);
        assertThat(send("GET", path, "").statusCode()).isEqualTo(404);
    }

    @Test
    void requestsAreOnTheMetricsPage() throws Exception {
        send("GET", "/books/", "");

        assertThat(send("GET", "/metrics", "").body())
                .containsPattern("(?m)^django_http_requests_total\\{method=\"GET\",view=\"book-list\"} [1-9]");
    }

    private static long create(String title, String author) throws Exception {
        HttpResponse<String> answer = send("POST", "/books/create/", newBook(title, author));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).matches("\\{\"id\":[0-9]+}");
        return Long.parseLong(answer.body().replaceAll("[^0-9]", ""));
    }

    private static String newBook(String title, String author) {
        String isbn = UUID.randomUUID().toString().substring(0, 18);
        return "{\"title\":\"%s\",\"isbn\":\"%s\",\"author\":\"%s\"}".formatted(title, isbn, author);
    }

    private static HttpResponse<String> send(String method, String path, String json)
            throws IOException, InterruptedException {
        String port = shop.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .header("Content-Type", "application/json")
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }
}
