// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.parity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends the scenario's requests to a shop. */
final class Replay {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client;
    private final int port;

    Replay(int port) {
        // One request asks for another host. The client reads this when its classes are loaded, here.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        this.port = port;
    }

    HttpResponse<byte[]> send(Step step) throws IOException, InterruptedException {
        String content = step.body();
        BodyPublisher body = content == null ? BodyPublishers.noBody() : BodyPublishers.ofString(content);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + step.path()))
                .method(step.method(), body)
                .timeout(PATIENCE);
        step.headers().forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }
}
