// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.narthex.cache.CacheMetrics;
import dev.narthex.cache.caffeine.CaffeineCaches;
import dev.narthex.core.Application;
import dev.narthex.core.Endpoint;
import dev.narthex.core.Guard;
import dev.narthex.core.Settings;
import dev.narthex.export.MetricsPage;
import dev.narthex.export.MetricsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A second application: a port of its own, a cache by itself, too few cells, a hook that fails; what the bookshop does not do. */
final class SecondTarget implements AutoCloseable {

    static final String CACHE = "by-itself";
    private static final int CELLS = 8;

    private final MetricsPage page;
    private final MetricsServer server;
    private final Socket slowClient;
    private final Cache<Integer, String> cache;
    private final CacheMetrics metrics;
    private final Guard guard;

    private SecondTarget() throws IOException {
        Application application = Application.of(Settings.builder()
                .maxCells(CELLS)
                .endpoint(Endpoint.builder().port("0").address("127.0.0.1").build())
                .build());
        this.metrics = CacheMetrics.create(application);
        this.guard = application.guard("second");
        this.cache =
                CaffeineCaches.build(CACHE, Caffeine.newBuilder().maximumSize(1).executor(Runnable::run), metrics);
        this.page = MetricsPage.of(application);
        this.server = MetricsServer.start(page);
        this.slowClient = new Socket();
    }

    static SecondTarget start() throws IOException {
        return new SecondTarget();
    }

    int port() {
        return server.port().orElseThrow();
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

    /** More caches than there are cells; a hook that fails; a client that begins to ask and is turned away. */
    void overdo() throws IOException {
        slowClient.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
        slowClient.getOutputStream().write('G');
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
    public void close() throws IOException {
        slowClient.close();
        server.close();
        page.close();
    }
}
