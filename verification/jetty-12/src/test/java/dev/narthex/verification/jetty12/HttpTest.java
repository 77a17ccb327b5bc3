// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.jetty12;

import dev.narthex.core.Application;
import dev.narthex.verification.contracts.EchoSocket;
import dev.narthex.verification.contracts.HttpContract;
import dev.narthex.verification.contracts.HttpSite;
import dev.narthex.verification.contracts.ServletContainer;
import dev.narthex.verification.contracts.SiteErrorPage;
import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

class HttpTest extends HttpContract {

    @Override
    protected ServletContainer startMeasured(HttpSite site) throws Exception {
        return start(site::addMeasuredTo);
    }

    @Override
    protected ServletContainer startBare(HttpSite site) throws Exception {
        return start(context -> {
            site.addBareTo(context);
            return null;
        });
    }

    @Override
    protected Map<String, String> differences() {
        return Map.of(
                "A20 GET /stream/big client gone", "only the thread that writes is told, and no filter sees it",
                "A30 GET /upgrades", "Jetty does not implement HttpServletRequest.upgrade",
                "A30 WebSocket", "Jetty answers the handshake in a filter that it puts before all others");
    }

    @Override
    protected int randomPaths() {
        return 100_000;
    }

    private static ServletContainer start(Function<ServletContext, @Nullable Application> site) throws Exception {
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE); // else it refuses odd paths before any filter sees them
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        ErrorPageErrorHandler errorPages = new ErrorPageErrorHandler();
        errorPages.setShowStacks(false);
        for (SiteErrorPage page : SiteErrorPage.ALL) {
            if (page.exception() == null) {
                errorPages.addErrorPage(page.status(), page.location());
            } else {
                errorPages.addErrorPage(page.exception(), page.location());
            }
        }
        context.setErrorHandler(errorPages);
        context.getServletHandler().setDecodeAmbiguousURIs(true); // the same
        AtomicReference<@Nullable Application> application = new AtomicReference<>();
        context.addServletContainerInitializer((classes, servlets) -> application.set(site.apply(servlets)));
        JakartaWebSocketServletContainerInitializer.configure(
                context, (servlets, webSockets) -> webSockets.addEndpoint(EchoSocket.class));
        server.setHandler(context);
        server.start();
        return new Running(server, connector, application.get());
    }

    private record Running(
            Server server,
            ServerConnector connector,
            @Nullable Application application) implements ServletContainer {

        @Override
        public int port() {
            return connector.getLocalPort();
        }

        @Override
        public void stop() throws Exception {
            server.stop();
        }
    }
}
