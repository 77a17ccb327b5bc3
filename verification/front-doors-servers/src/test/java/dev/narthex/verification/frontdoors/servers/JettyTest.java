// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.servers;

import dev.narthex.verification.frontdoors.ServerContract;
import java.nio.file.Path;
import java.util.Objects;
import org.eclipse.jetty.ee10.webapp.WebAppClassLoader;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/** Jetty 12 ee10, with its own reading of descriptors, fragments and initializers. */
class JettyTest extends ServerContract {

    @Override
    protected Server start(Path war, ClassLoader serverClasses) throws Exception {
        org.eclipse.jetty.server.Server jetty = new org.eclipse.jetty.server.Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        ContextHandlerCollection contexts = new ContextHandlerCollection();
        jetty.setHandler(contexts);
        WebAppContext shop = new WebAppContext(war.toString(), "/shop");
        shop.setThrowUnavailableOnStartupException(true);
        shop.setClassLoader(new WebAppClassLoader(serverClasses, shop));
        contexts.addHandler(shop);
        jetty.start();
        return new Server() {

            @Override
            public int port() {
                return connector.getLocalPort();
            }

            @Override
            public ClassLoader undeploy() throws Exception {
                ClassLoader loader = Objects.requireNonNull(shop.getClassLoader());
                shop.stop();
                contexts.removeHandler(shop);
                shop.destroy();
                shop.setClassLoader(null);
                return loader;
            }

            @Override
            public void stop() throws Exception {
                jetty.stop();
            }
        };
    }
}
