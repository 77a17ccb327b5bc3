// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.narthex.core.Endpoint;
import dev.narthex.core.PortRange;
import dev.narthex.core.Sampled;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP server on the first free port of a range. Not thread-safe. */
final class Listener {

    /** A burst of connections must not make the kernel drop the next one: its client would try again after a second. */
    private static final int BACKLOG = 1024;

    private static final long STOP_MILLIS = 1000;

    private final HttpServer server;
    private final Visits visits;
    private final PageHandler handler;

    private Listener(HttpServer server, Visits visits, PageHandler handler) {
        this.server = server;
        this.visits = visits;
        this.handler = handler;
    }

    /**
     * Listens.
     *
     * @throws PortUnavailable if no port can be had
     * @throws dev.narthex.core.SettingException if the keystore or truststore cannot be used
     */
    static Listener open(MetricsPage page, PortRange ports) throws PortUnavailable {
        Endpoint endpoint = page.application().settings().endpoint();
        TlsContext tls = endpoint.tls().map(TlsContext::of).orElse(null);
        try {
            HttpServer server = bound(unbound(tls), endpoint, ports);
            Visits visits = Visits.open();
            PageHandler handler = new PageHandler(page, visits);
            server.createContext("/", handler);
            server.setExecutor(visits);
            startAsDaemon(server);
            return new Listener(server, visits, handler);
        } catch (IOException refused) {
            throw unavailable(endpoint, ports, refused);
        }
    }

    private static HttpServer bound(HttpServer server, Endpoint endpoint, PortRange ports) throws IOException {
        try {
            bind(server, InetAddress.getByName(endpoint.address()), ports);
            return server;
        } catch (IOException refused) {
            discard(server);
            throw refused;
        }
    }

    private static HttpServer unbound(@Nullable TlsContext tls) throws IOException {
        if (tls == null) {
            return HttpServer.create();
        }
        HttpsServer server = HttpsServer.create();
        HttpsConfigurator configurator = tls.configurator();
        server.setHttpsConfigurator(configurator);
        return server;
    }

    /** Binds the server to the first free port. Binding is what decides: two processes may try at once. */
    private static void bind(HttpServer server, InetAddress address, PortRange ports) throws IOException {
        IOException refused = new BindException("no port");
        for (int port = ports.first(); port <= ports.last(); port++) {
            try {
                server.bind(new InetSocketAddress(address, port), BACKLOG);
                return;
            } catch (IOException taken) {
                refused = taken;
            }
        }
        throw refused;
    }

    /** A server that never ran keeps its selector open; one that has run closes it. */
    private static void discard(HttpServer server) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        startAsDaemon(server);
        server.stop(0);
    }

    /** The server's thread is a daemon if the thread that starts it is one (E31). */
    private static void startAsDaemon(HttpServer server) {
        Thread starter = new Thread(server::start, "narthex-page-start");
        starter.setDaemon(true);
        starter.start();
        join(starter, 0);
    }

    private static PortUnavailable unavailable(Endpoint endpoint, PortRange ports, IOException refused) {
        String where = brackets(endpoint.address()) + ":" + ports;
        String cure = "choose another narthex.export.port, or a range for several processes: 8001-8050";
        if (refused instanceof UnknownHostException) {
            cure = "narthex.export.address must be an address of this host: 127.0.0.1, ::1, or 0.0.0.0 for all";
        }
        return new PortUnavailable(
                "The page has no port of its own: " + where + " could not be had (" + refused.getMessage() + "); "
                        + cure + ". The application goes on without.",
                refused);
    }

    /** Where it listens: the address as it was set, with the port that was free. */
    String address(Endpoint endpoint) {
        return (endpoint.tls().isPresent() ? "https://" : "http://") + brackets(endpoint.address()) + ":" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Numbers of IPv6 have colons of their own (E30). */
    private static String brackets(String address) {
        return address.indexOf(':') < 0 ? address : "[" + address + "]";
    }

    /** How many clients got no page because they or others held it up, by reason. */
    List<Sampled.Sample> turnedAway() {
        return List.of(
                new Sampled.Sample(List.of("busy"), handler.busy()),
                new Sampled.Sample(List.of("displaced"), visits.displaced()),
                new Sampled.Sample(List.of("late"), visits.late()),
                new Sampled.Sample(List.of("refused"), visits.refused()));
    }

    /** Closes the port; answers that are being given have a moment to go out. */
    void close() {
        visits.close();
        stop();
        visits.end();
    }

    /**
     * In a thread of its own: with TLS that writes, and a client that does not read must not hold up the end of the
     * application. Interrupted, it closes without a word.
     */
    private void stop() {
        Thread stopper = new Thread(() -> server.stop(0), "narthex-page-stop");
        stopper.setDaemon(true);
        stopper.start();
        join(stopper, STOP_MILLIS);
        if (stopper.isAlive()) {
            stopper.interrupt();
            join(stopper, STOP_MILLIS);
        }
    }

    private static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
