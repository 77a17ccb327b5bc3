// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.servers;

import dev.narthex.verification.frontdoors.ServerContract;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EventListener;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Undertow 2.3, which reads no descriptor and no jar: what WildFly would read in the WAR and in our fragment is given to it
 * here, in the order of the specification.
 */
class UndertowTest extends ServerContract {

    private static final String SHOP = "dev.narthex.verification.frontdoors.shop.";

    @Override
    protected Server start(Path war, ClassLoader serverClasses) throws Exception {
        URLClassLoader loader = new URLClassLoader(jars(war.resolve("WEB-INF/lib")), serverClasses);
        DeploymentManager deployment = Servlets.newContainer().addDeployment(shop(loader));
        deployment.deploy();
        PathHandler paths = new PathHandler().addPrefixPath("/shop", deployment.start());
        Undertow undertow = Undertow.builder()
                .setIoThreads(1)
                .setWorkerThreads(2)
                .addHttpListener(0, "127.0.0.1", paths)
                .build();
        undertow.start();
        return new Server() {

            @Override
            public int port() {
                return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
            }

            /** The server too: its worker's threads have the context class loader of whoever made them. */
            @Override
            public ClassLoader end() throws Exception {
                paths.removePrefixPath("/shop");
                deployment.stop();
                deployment.undeploy();
                undertow.stop();
                loader.close();
                return loader;
            }
        };
    }

    private static URL[] jars(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(UndertowTest::url).toArray(URL[]::new);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static DeploymentInfo shop(ClassLoader loader) throws Exception {
        return Servlets.deployment()
                .setClassLoader(loader)
                .setContextPath("/shop")
                .setDeploymentName("shop")
                .addInitParameter("shop.hibernate", "true")
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        type(loader, "dev.narthex.dropin.FrontDoor", ServletContainerInitializer.class), Set.of()))
                .addFilter(Servlets.filter("byUrl", type(loader, SHOP + "Doorkeeper", Filter.class))
                        .setAsyncSupported(true))
                .addFilter(Servlets.filter("byName", type(loader, SHOP + "Doorkeeper", Filter.class))
                        .setAsyncSupported(true))
                .addFilterUrlMapping("byUrl", "/*", DispatcherType.REQUEST)
                .addFilterServletNameMapping("byName", "till", DispatcherType.REQUEST)
                .addServlet(Servlets.servlet("till", type(loader, SHOP + "Till", Servlet.class))
                        .setAsyncSupported(true)
                        .addMapping("/till"))
                .addListener(Servlets.listener(type(loader, SHOP + "PlainShop", EventListener.class)))
                .addListener(
                        Servlets.listener(type(loader, "dev.narthex.dropin.InnerFilterListener", EventListener.class)));
    }

    private static <T> Class<? extends T> type(ClassLoader loader, String name, Class<T> as) throws Exception {
        return loader.loadClass(name).asSubclass(as);
    }
}
