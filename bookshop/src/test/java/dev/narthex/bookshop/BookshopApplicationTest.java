// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import jakarta.persistence.EntityManagerFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

class BookshopApplicationTest {

    private static RunningShop shop;

    @BeforeAll
    static void open() {
        shop = RunningShop.open();
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
                "GET   | /unnamed/       | 200 | unnamed",
                "GET   | /latin1/        | 200 | caf\u00e9",
                "GET   | /replica/books/ | 200 | '{\"books\":[]}'",
                "GET   | /metrics/       | 404 |",
            })
    void aPageAnswers(String method, String path, int status, @Nullable String body) throws Exception {
        HttpResponse<String> answer = shop.send(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(status);
        if (body != null) {
            assertThat(answer.body()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/boom/,         500",
        "/missing/,      404",
        "/books/999999/, 404",
        "/no/such/url/,  404",
        "/books/create/, 405",
        "/denied/,       403",
        "/dberror/,      500",
        "/dberror/?alias=replica, 500",
        "/dberror/?alias=nowhere, 404",
    })
    void whatIsBrokenOrNotThereSaysSo(String path, int status) throws Exception {
        assertThat(shop.send("GET", path, "").statusCode()).isEqualTo(status);
    }

    @Test
    void aBookIsCreatedOnce() throws Exception {
        String book = newBook("Prometheus Bound", "Aeschylus");

        assertThat(shop.send("POST", "/books/create/", book).statusCode()).isEqualTo(201);
        HttpResponse<String> again = shop.send("POST", "/books/create/", book);

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).isEqualTo("{\"error\":\"duplicate isbn\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"isbn\":\"1\",\"author\":\"Hesiod\"}",
                "{\"title\":\"Works\",\"isbn\":\"more than twenty letters\",\"author\":\"Hesiod\"}",
            })
    void aBookThatIsNoneIsRefused(String json) throws Exception {
        assertThat(shop.send("POST", "/books/create/", json).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                   | 201 | '{\"created\":0}'",
                "[[\"A\",\"twice\"],[\"B\",\"twice\"]]   | 409 | '{\"error\":\"duplicate isbn\"}'",
            })
    void manyBooksAreCreatedTogetherOrNotAtAll(String books, int status, String body) throws Exception {
        HttpResponse<String> answer =
                shop.send("POST", "/books/bulk/", "{\"author\":\"Homer\",\"books\":%s}".formatted(books));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(shop.get("/books/").body()).doesNotContain("\"title\":\"A\"");
    }

    @Test
    void aNewBookIsInTheList() throws Exception {
        long id = create("Theogony", "Hesiod");

        assertThat(shop.send("GET", "/books/", "").body()).contains("{\"id\":%d,\"title\":\"Theogony\",".formatted(id));
    }

    @Test
    void aRetitledBookIsReadAnew() throws Exception {
        String path = "/books/%d/".formatted(create("Works", "Hesiod"));

        assertThat(shop.send("GET", path, "").body()).contains("\"title\":\"Works\"");
        assertThat(shop.send("PUT", path + "update/", "{\"title\":\"Works and Days\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(shop.send("GET", path, "").body()).contains("\"title\":\"Works and Days\"", "\"author\":\"Hesiod\"");
    }

    @Test
    void aDeletedBookIsGone() throws Exception {
        String path = "/books/%d/".formatted(create("Catalogue of Women", "Hesiod"));

        assertThat(shop.send("GET", path, "").statusCode()).isEqualTo(200);
        assertThat(shop.send("DELETE", path + "delete/", "").statusCode()).isEqualTo(204);
        assertThat(shop.send("GET", path, "").statusCode()).isEqualTo(404);
    }

    @Test
    void booksAreCreatedAndRepricedManyAtOnce() throws Exception {
        String books = """
                {"author": "Homer", "books": [["Iliad", "bulk-1"], ["Odyssey", "bulk-2"], ["Margites", "bulk-3"]]}
                """;
        String prices = "{\"prices\": [[10, \"bulk-1\"], [12, \"bulk-2\"], [14, \"not there\"]]}";

        HttpResponse<String> created = shop.send("POST", "/books/bulk/", books);
        HttpResponse<String> repriced = shop.send("POST", "/books/executemany/", prices);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).isEqualTo("{\"created\":3}");
        assertThat(repriced.statusCode()).isEqualTo(200);
        assertThat(repriced.body()).isEqualTo("{\"updated\":2}");
        assertThat(shop.context()
                        .getBean(JdbcTemplate.class)
                        .queryForList("select price from book where isbn like 'bulk-%' order by isbn", Integer.class))
                .containsExactly(10, 12, 0);
    }

    @Test
    void anAuthorIsDeletedWithAllBooks() throws Exception {
        String path = "/books/%d/".formatted(create("Fragments", "Sappho"));
        Long id = shop.context()
                .getBean(JdbcTemplate.class)
                .queryForObject("select id from author where name = 'Sappho'", Long.class);

        assertThat(shop.send("DELETE", "/authors/%d/delete/".formatted(id), "").statusCode())
                .isEqualTo(204);
        assertThat(shop.get(path).statusCode()).isEqualTo(404);
        assertThat(shop.send("DELETE", "/authors/%d/delete/".formatted(id), "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void authorsAreRememberedUntilTheyChange() throws Exception {
        create("Ehoiai", "Hesiod");
        String before = shop.get("/authors/").body();
        JdbcTemplate jdbc = shop.context().getBean(JdbcTemplate.class);

        jdbc.update("insert into author (name) values ('Musaeus')"); // behind the shop's back
        String remembered = shop.get("/authors/").body();
        create("Shield of Heracles", "Eumelus");
        String changed = shop.get("/authors/").body();

        assertThat(before).contains("\"name\":\"Hesiod\"").doesNotContain("Eumelus");
        assertThat(remembered).isEqualTo(before);
        assertThat(changed).contains("{\"name\":\"Eumelus\",\"books\":1}", "{\"name\":\"Musaeus\",\"books\":0}");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /books,          301, /books/",
        "HEAD, /books?page=1,   301, /books/?page=1",
        "GET,  /books?q=%7C%25, 301, /books/?q=%7C%25",
        "GET,  /books/1,        301, /books/1/",
        "GET,  /no/such/page,   404,",
        "GET,  /metrics,        200,",
        "POST, /books/create,   404,",
    })
    void theSlashAtTheEndMayBeForgotten(String method, String path, int status, @Nullable String location)
            throws Exception {
        HttpResponse<String> answer = shop.send(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Location").orElse(null)).isEqualTo(location);
    }

    @Test
    void aFormNeedsTheTokenThatWasSentWithIt() throws Exception {
        HttpResponse<String> form = shop.get("/csrf/");
        String cookie = form.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        Matcher token = Pattern.compile("name=\"_csrf\"\\s+value=\"([^\"]+)\"").matcher(form.body());
        assertThat(token.find()).as(form.body()).isTrue();
        String[] headers = {"Content-Type", "application/x-www-form-urlencoded", "Cookie", cookie};

        assertThat(shop.send("POST", "/csrf/", "a=1", headers).statusCode()).isEqualTo(403);
        assertThat(shop.send("POST", "/csrf/", "a=1&_csrf=" + token.group(1), headers)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatOnlyTheReferenceNeedsIsNotThere() throws Exception {
        assertThat(shop.get("/cache/local/get/a/").statusCode()).isEqualTo(404);
        assertThat(shop.get("/", "X-Probe", "short-circuit").statusCode()).isEqualTo(200);
        assertThat(shop.get("/", "Host", "evil.example").statusCode()).isEqualTo(200);
        assertThat(shop.send("OPTIONS", "/books/create/", "").statusCode()).isEqualTo(200);
        assertThat(shop.send("BREW", "/api/ping/", "").statusCode()).isEqualTo(400);
    }

    @Test
    void theReplicaHasTheSameMigrations() {
        String history = "select count(*) from \"flyway_schema_history\" where \"version\" is not null";
        DataSource replica = shop.context().getBean("replica", DataSource.class);

        assertThat(shop.context().getBean(JdbcTemplate.class).queryForObject(history, Integer.class))
                .isEqualTo(3);
        assertThat(new JdbcTemplate(replica).queryForObject(history, Integer.class))
                .isEqualTo(3);
    }

    @Test
    void bothDatabasesHaveAPool() {
        assertThat(shop.context().getBean(DataSource.class)).isInstanceOf(HikariDataSource.class);
        assertThat(shop.context().getBean("replica")).isInstanceOf(HikariDataSource.class);
    }

    @Test
    void whatIsKeptOnDiskIsGoneWhenTheShopCloses() {
        Path folder;
        try (RunningShop other = RunningShop.open("--bookshop.pool=none")) {
            folder = other.context().getBean(ShopFolder.class).resolve(".");
            assertThat(folder).isNotEmptyDirectory();
            assertThat(other.context().getBean(DataSource.class)).isInstanceOf(SimpleDriverDataSource.class);
            assertThat(other.context().getBean("replica")).isInstanceOf(SimpleDriverDataSource.class);
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void metricsOfTheShopsOwnAreOnThePageToo() throws Exception {
        double before = sample("api_requests_total{endpoint=\"/api/ping/\",method=\"GET\"}");
        double users = sample("active_users");
        shop.get("/api/ping/");
        shop.get("/csrf/"); // the form makes a session

        assertThat(sample("api_requests_total{endpoint=\"/api/ping/\",method=\"GET\"}"))
                .isEqualTo(before + 1);
        assertThat(sample("request_processing_seconds_count{endpoint=\"/api/ping/\"}"))
                .isPositive();
        assertThat(sample("active_users")).isEqualTo(users + 1);
    }

    private static double sample(String name) throws Exception {
        return Scrape.parse(shop.get("/metrics").body()).value(name);
    }

    @Test
    void requestsAreOnTheMetricsPage() throws Exception {
        shop.send("GET", "/books/", "");

        assertThat(shop.send("GET", "/metrics", "").body())
                .containsPattern("(?m)^django_http_requests_total\\{method=\"GET\",view=\"book-list\"} [1-9]");
    }

    @Test
    void whatIsDoneToBooksIsOnThePage() throws Exception {
        Scrape before = Scrape.parse(shop.get("/metrics").body());
        String book = newBook("Argonautica", "Apollonius");
        long id =
                Long.parseLong(shop.send("POST", "/books/create/", book).body().replaceAll("[^0-9]", ""));
        assertThat(shop.send("POST", "/books/create/", book).statusCode()).isEqualTo(409);
        shop.send("PUT", "/books/%d/update/".formatted(id), "{\"title\":\"The Argonauts\"}");
        shop.send("DELETE", "/books/%d/delete/".formatted(id), "");
        Change change = Scrape.parse(shop.get("/metrics").body()).since(before);

        assertThat(change.value("django_model_inserts_total{model=\"book\"}")).isEqualTo(1);
        assertThat(change.value("django_model_inserts_total{model=\"author\"}")).isEqualTo(1);
        assertThat(change.value("django_model_updates_total{model=\"book\"}")).isEqualTo(1);
        assertThat(change.value("django_model_deletes_total{model=\"book\"}")).isEqualTo(1);
        assertThat(change.value("django_model_loads_total{model=\"book\"}")).isEqualTo(2); // to retitle, to delete
        assertThat(change.total("django_model_rolled_back_total")).isZero();
    }

    @Test
    void entitiesCanBeLeftOut() throws Exception {
        try (RunningShop other = RunningShop.open("--narthex.orm.enabled=false")) {
            assertThat(Scrape.parse(other.get("/metrics").body()).families())
                    .isNotEmpty()
                    .noneMatch(family -> family.contains("_model_"));
        }
        try (RunningShop without = RunningShop.open("--narthex.enabled=false")) {
            assertThat(without.context().getBean(EntityManagerFactory.class).getProperties())
                    .containsEntry("narthex.orm.enabled", "false");
        }
    }

    private static long create(String title, String author) throws Exception {
        HttpResponse<String> answer = shop.send("POST", "/books/create/", newBook(title, author));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).matches("\\{\"id\":[0-9]+}");
        return Long.parseLong(answer.body().replaceAll("[^0-9]", ""));
    }

    private static String newBook(String title, String author) {
        String isbn = UUID.randomUUID().toString().substring(0, 18);
        return "{\"title\":\"%s\",\"isbn\":\"%s\",\"author\":\"%s\"}".formatted(title, isbn, author);
    }
}
