// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** A Tomcat that deploys WARs, with web.xml, fragments, initializers and annotations as a standalone one does. */
final class TomcatServer implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();
    private final HttpClient http = Client.newHttp();
    private final ServerClasses classes = new ServerClasses();

    TomcatServer(Path base) throws LifecycleException {
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.start();
    }

    /** Deploys a WAR, which may fail. */
    Deployed deploy(String contextPath, War war) {
        StandardContext context = new StandardContext();
        context.setPath(contextPath);
        context.setName(contextPath);
        context.setDocBase(war.folder().toString());
        context.setParentClassLoader(classes);
        ContextConfig config = new ContextConfig();
        config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
        context.addLifecycleListener(config);
        // a standalone Tomcat has none of our jars on its class path
        ((StandardJarScanner) context.getJarScanner()).setScanClassPath(false);
        tomcat.getHost().addChild(context);
        return new Deployed(context, new Client(http, port(), contextPath));
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    /** One web application on it. */
    final class Deployed {

        private final Context context;
        private final Client client;

        private Deployed(Context context, Client client) {
            this.context = context;
            this.client = client;
        }

        Client client() {
            assertThat(context.getState()).isEqualTo(LifecycleState.STARTED);
            return client;
        }

        LifecycleState state() {
            return context.getState();
        }

        /** Takes it away, or what there is of it if it has failed. */
        void remove() {
            tomcat.getHost().removeChild(context);
        }

        /** Takes it away, with its threads. */
        WeakReference<ClassLoader> undeploy() {
            ClassLoader loader = context.getLoader().getClassLoader();
            remove();
            assertThat(Leftovers.threadsOf(loader)).isEmpty();
            return new WeakReference<>(loader);
        }
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
