// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Endpoint;
import dev.narthex.core.PortRange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Serves a page on a port of its own, whoever connects and however the application is: on threads of its own, which are
 * daemons. Where and for whom is in the settings' {@link Endpoint}. If no port can be had the application goes on, the log
 * says why, and {@code narthex_server_up} is 0 on the page in the application. Thread-safe.
 *
 * <pre>{@code
 * Settings settings = Settings.builder()
 *         .endpoint(Endpoint.builder().port("8001-8050").build())
 *         .build();
 * MetricsPage page = MetricsPage.create(Application.of(settings));
 * try (MetricsServer server = MetricsServer.start(page)) {
 *     // curl localhost:8001/metrics
 * }
 * }</pre>
 */
public final class MetricsServer implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger("dev.narthex");

    private final MetricsPage page;
    private @Nullable Listener listener;

    private MetricsServer(MetricsPage page) {
        this.page = page;
    }

    /** The server of a page; it does not listen yet. */
    public static MetricsServer of(MetricsPage page) {
        return new MetricsServer(page);
    }

    /**
     * Starts to serve a page; see {@link #listen}.
     *
     * @throws IllegalStateException if the settings name no port
     * @throws dev.narthex.core.SettingException if the keystore or truststore cannot be used
     */
    public static MetricsServer start(MetricsPage page) {
        MetricsServer server = of(page);
        server.listen();
        return server;
    }

    /**
     * Listens on the first free port that the settings of the page's application name.
     *
     * @throws IllegalStateException if they name none, or if it listens already
     * @throws dev.narthex.core.SettingException if the keystore or truststore cannot be used
     */
    public synchronized void listen() {
        Endpoint endpoint = page.application().settings().endpoint();
        PortRange ports = endpoint.ports()
                .orElseThrow(() -> new IllegalStateException(
                        "narthex.export.port must be set for a server of the page's own; set it, or start none"));
        if (listener != null) {
            throw new IllegalStateException("a server must listen once: it is at " + listener.address(endpoint));
        }
        ServerFamilies families = families();
        try {
            Listener opened = Listener.open(page, ports);
            listener = opened;
            families.up(opened::turnedAway);
            LOGGER.log(
                    Level.INFO,
                    "Metrics are at " + opened.address(endpoint)
                            + page.application().settings().path());
        } catch (PortUnavailable none) {
            LOGGER.log(Level.ERROR, none.getMessage());
        } catch (LinkageError noModule) {
            LOGGER.log(
                    Level.ERROR,
                    "The page has no port of its own: this Java runtime must have the module jdk.httpserver; add it where"
                            + " the runtime is made, or leave narthex.export.port out. The application goes on without.",
                    noModule);
        }
    }

    private ServerFamilies families() {
        return page.application().feature(ServerFamilies.class, application -> new ServerFamilies());
    }

    /** The port that it listens on; empty if it could get none, and before it listens and after. */
    public synchronized OptionalInt port() {
        return listener == null ? OptionalInt.empty() : OptionalInt.of(listener.port());
    }

    /** Stops listening. An answer that is being given has a second to go out. May be called again. */
    @Override
    public synchronized void close() {
        if (listener != null) {
            families().down();
            listener.close();
            listener = null;
        }
    }
}
