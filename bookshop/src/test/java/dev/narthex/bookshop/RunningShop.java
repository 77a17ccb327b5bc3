// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A bookshop on a free port, and a client of it. */
public final class RunningShop implements AutoCloseable {

    private final HttpClient client;
    private final ConfigurableApplicationContext context;
    private final String port;

    private RunningShop(ConfigurableApplicationContext context) {
        // Some ask for another host. The client reads this when its classes are loaded, here.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        this.client = HttpClient.newHttpClient();
        this.context = context;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port");
    }

    public static RunningShop open(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server.address=127.0.0.1", "--server.port=0"));
        return new RunningShop(SpringApplication.run(BookshopApplication.class, all.toArray(String[]::new)));
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    /** Sends JSON, or nothing if it is empty. */
    public HttpResponse<String> send(String method, String path, String json, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    @Override
    public void close() {
        context.close();
    }
}
