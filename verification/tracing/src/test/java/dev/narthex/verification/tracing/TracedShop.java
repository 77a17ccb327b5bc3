// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.tracing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A bookshop on a free port, and a client of it that says which trace its request is part of. */
final class TracedShop implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final String port;

    private TracedShop(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port");
    }

    static TracedShop open(List<Class<?>> sources, String... arguments) {
        String[] all = Stream.concat(
                        Arrays.stream(arguments), Stream.of("--server.port=0", "--server.address=127.0.0.1"))
                .toArray(String[]::new);
        return new TracedShop(new SpringApplication(sources.toArray(Class<?>[]::new)).run(all));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** Sends a request that is part of a trace. */
    void get(String path, String traceId, boolean sampled) throws IOException, InterruptedException {
        send(path, "traceparent", "00-" + traceId + "-b7ad6b7169203331-" + (sampled ? "01" : "00"));
    }

    /** The lines of the page that have this in them. */
    List<String> lines(String accept, String... parts) throws IOException, InterruptedException {
        return send("/metrics", "Accept", accept)
                .lines()
                .filter(line -> Arrays.stream(parts).allMatch(line::contains))
                .toList();
    }

    private String send(String path, String header, String value) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(header, value)
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        context.close();
    }
}
