// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.sun.net.httpserver.HttpServer;
import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.caffeine.CaffeineCaches;
import dev.narthex.core.Application;
import dev.narthex.core.Guard;
import dev.narthex.core.Settings;
import dev.narthex.export.MetricsPage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A second application: a cache by itself, too few cells, and a hook that fails; for what the bookshop does not do. */
final class SecondTarget implements AutoCloseable {

    static final String CACHE = "by-itself";
    private static final int CELLS = 8;

    private final MetricsPage page;
    private final HttpServer server;
    private final Cache<Integer, String> cache;
    private final CacheMetrics metrics;
    private final Guard guard;

    private SecondTarget(HttpServer server) {
        Application application =
                Application.of(Settings.builder().maxCells(CELLS).jvm(false).build());
        this.metrics = CacheMetrics.create(application);
        this.guard = application.guard("second");
        this.cache =
                CaffeineCaches.build(CACHE, Caffeine.newBuilder().maximumSize(1).executor(Runnable::run), metrics);
        this.page = MetricsPage.of(application);
        this.server = server;
    }

    static SecondTarget start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SecondTarget target = new SecondTarget(server);
        server.createContext("/metrics", exchange -> {
            byte[] text = target.page();
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, text.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(text);
            }
        });
        server.start();
        return target;
    }

    private byte[] page() {
        try (MetricsPage.Rendered rendered = page.render()) {
            return rendered.text().getBytes(StandardCharsets.UTF_8);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Look-ups that find something, and entries that have to go. */
    void find(int times) {
        cache.put(1, "one");
        for (int i = 0; i < times; i++) {
            if (cache.getIfPresent(1) == null) {
                throw new IllegalStateException("it was put");
            }
        }
        cache.put(2, "two"); // there is room for one
        cache.put(3, "three");
        cache.cleanUp();
    }

    /** Look-ups that find nothing. */
    void miss(int times) {
        for (int i = 0; i < times; i++) {
            if (cache.getIfPresent(-1) != null) {
                throw new IllegalStateException("it was never put");
            }
        }
    }

    /** More caches than there are cells; and a hook that fails. */
    void overdo() {
        for (int i = 0; i < 4 * CELLS; i++) {
            var one = CaffeineCaches.<Integer, String>build("made-up-" + i, Caffeine.newBuilder(), metrics);
            one.put(1, "one");
            if (one.getIfPresent(1) == null) {
                throw new IllegalStateException("it was put");
            }
        }
        guard.caught(new UncheckedIOException(new IOException("provoked")));
    }

    @Override
    public void close() {
        server.stop(0);
        page.close();
    }
}
