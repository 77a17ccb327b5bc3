// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What clients do with the bookshop, and what they got: every kind of request, every status class, every cache. */
final class Traffic {

    private static final List<String> PAGES = List.of(
            "/",
            "/books/",
            "/authors/",
            "/replica/books/",
            "/api/ping/",
            "/missing/",
            "/boom/",
            "/denied/",
            "/dberror/",
            "/redirect/",
            "/latin1/",
            "/unnamed/",
            "/no/such/page/",
            "/books",
            "/probe/many/",
            "/probe/load/");

    private static final List<String> CACHES = List.of("default", "local", "files");
    /** Look-ups of one round in each cache; the first finds nothing. */
    static final int HITS = 3;

    static final int MISSES = 1;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final int port;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger serverErrors = new AtomicInteger();
    private int isbn;

    Traffic(int port) {
        this.port = port;
    }

    /** How many requests have been answered, or given up by the client. */
    int requests() {
        return requests.get();
    }

    /** How many of them with a 5xx. */
    int serverErrors() {
        return serverErrors.get();
    }

    /** One of everything that is quick. */
    void round() throws Exception {
        for (String page : PAGES) {
            get(page);
        }
        send(to("/api/ping/").header("X-Requested-With", "XMLHttpRequest"));
        send(to("/api/ping/").method("HEAD", BodyPublishers.noBody()));
        send(to("/api/ping/").header("X-Probe", "short-circuit"));
        for (int i = 0; i < 3; i++) {
            send(to("/api/ping/").header("X-Probe", "middleware-boom"));
        }
        books();
        for (String cache : CACHES) {
            cache(cache);
        }
    }

    /** Books come, change, are refused and go. */
    private void books() throws Exception {
        String number = "isbn-" + isbn++;
        String book = "{\"title\":\"T\",\"isbn\":\"%s\",\"author\":\"Aeschylus\"}".formatted(number);
        HttpResponse<String> created = post("/books/create/", book);
        String id = created.body().replaceAll("\\D", "");
        post("/books/create/", book); // refused, and rolled back
        post("/books/executemany/", "{\"prices\":[[7,\"%s\"],[8,\"%s\"]]}".formatted(number, number));
        post(
                "/books/bulk/",
                "{\"author\":\"Sappho\",\"books\":[[\"A\",\"b-%d\"],[\"B\",\"c-%d\"]]}".formatted(isbn, isbn));
        send(json("/books/" + id + "/update/").PUT(BodyPublishers.ofString("{\"title\":\"U\"}")));
        get("/probe/batch/");
        get("/probe/upsert/");
        get("/probe/undo/");
        send(to("/books/" + id + "/delete/").DELETE());
    }

    private void cache(String name) throws Exception {
        String path = "/cache/" + name + "/%s/k/";
        send(to(path.formatted("delete")).DELETE());
        get(path.formatted("get"));
        post(path.formatted("set"), "{\"value\":1}");
        for (int i = 0; i < HITS; i++) {
            get(path.formatted("get"));
        }
    }

    /** What takes its time: one slow page, one stream, one client that goes away, new connections. */
    void slowly() throws Exception {
        get("/slow/");
        get("/stream/");
        get("/probe/renew/");
        goAway();
    }

    /** Many at once, each longer than the objective allows. */
    void nap(int times, long millis) throws Exception {
        all(IntStream.range(0, times)
                .mapToObj(i -> start("/probe/nap/?millis=" + millis))
                .toList());
    }

    /** Sends a request and does not wait for its answer. */
    CompletableFuture<Void> start(String path) {
        return client.sendAsync(to(path).build(), BodyHandlers.ofString()).thenAccept(this::count);
    }

    static void all(List<CompletableFuture<Void>> started)
            throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture.allOf(started.toArray(CompletableFuture[]::new)).get(60, SECONDS);
    }

    private void goAway() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write("GET /probe/endless/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readNBytes(1024);
        }
        requests.incrementAndGet();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(json(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder json(String path) {
        return to(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        count(response);
        return response;
    }

    private void count(HttpResponse<String> response) {
        requests.incrementAndGet();
        if (response.statusCode() >= 500) {
            serverErrors.incrementAndGet();
        }
    }
}
