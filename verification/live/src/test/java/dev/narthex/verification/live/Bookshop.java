// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.live;

import dev.narthex.bookshop.BookshopApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A bookshop on a port of its own, and a customer of it. */
final class Bookshop implements AutoCloseable {

    private static final int AUTHORS = 12;

    private final HttpClient customer = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private Bookshop(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Bookshop open(String... arguments) {
        return openOn(0, arguments);
    }

    static Bookshop openOn(int port, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server.address=127.0.0.1", "--server.port=" + port));
        return new Bookshop(SpringApplication.run(BookshopApplication.class, all.toArray(String[]::new)));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** The body of an answer, whatever its status. */
    String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url(path))).GET());
    }

    void get(String path, int times) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            get(path);
        }
    }

    /** Puts a book of each of twelve authors on the shelves. */
    void stock(String batch) throws IOException, InterruptedException {
        for (int author = 0; author < AUTHORS; author++) {
            send(HttpRequest.newBuilder(URI.create(url("/books/create/")))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"title\":\"Book\",\"isbn\":\"%s-%d\",\"author\":\"Author %d\"}"
                            .formatted(batch, author, author))));
        }
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return customer.send(request.build(), BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        context.close();
    }
}
