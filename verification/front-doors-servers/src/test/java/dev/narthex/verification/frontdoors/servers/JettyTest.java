// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.servers;

import dev.narthex.verification.frontdoors.ServerContract;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee10.webapp.Configuration;
import org.eclipse.jetty.ee10.webapp.FragmentConfiguration;
import org.eclipse.jetty.ee10.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppClassLoader;
import org.eclipse.jetty.ee10.webapp.WebAppConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.webapp.WebInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebXmlConfiguration;
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
        // without those for JNDI, which want a naming context of the JVM
        shop.setConfigurations(new Configuration[] {
            new WebInfConfiguration(),
            new WebXmlConfiguration(),
            new MetaInfConfiguration(),
            new FragmentConfiguration(),
            new AnnotationConfiguration(),
            new WebAppConfiguration()
        });
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
            public ClassLoader end() throws Exception {
                ClassLoader loader = shop.getClassLoader();
                shop.stop();
                contexts.removeHandler(shop);
                jetty.stop();
                return loader;
            }
        };
    }
}
