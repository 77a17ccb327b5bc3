// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.undertow2;

import dev.narthex.core.Application;
import dev.narthex.verification.contracts.EchoSocket;
import dev.narthex.verification.contracts.HttpContract;
import dev.narthex.verification.contracts.HttpSite;
import dev.narthex.verification.contracts.ServletContainer;
import dev.narthex.verification.contracts.SiteErrorPage;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletStackTraces;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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
        return Map.of("A20 GET /stream/big client gone", "only the thread that writes is told, and no filter sees it");
    }

    @Override
    protected int randomPaths() {
        return 100_000;
    }

    private static ServletContainer start(Function<ServletContext, @Nullable Application> site) throws Exception {
        AtomicReference<@Nullable Application> application = new AtomicReference<>();
        ServletContainerInitializer initializer = (classes, servlets) -> application.set(site.apply(servlets));
        DeploymentInfo deployment = Servlets.deployment()
                .setClassLoader(HttpTest.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("site")
                .addServletContextAttribute(
                        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                        new WebSocketDeploymentInfo().addEndpoint(EchoSocket.class))
                .setServletStackTraces(ServletStackTraces.NONE)
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of()));
        for (SiteErrorPage page : SiteErrorPage.ALL) {
            deployment.addErrorPage(
                    page.exception() == null
                            ? new ErrorPage(page.location(), page.status())
                            : new ErrorPage(page.location(), page.exception()));
        }
        DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
        manager.deploy();
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(manager.start())
                .build();
        undertow.start();
        return new Running(undertow, manager, application.get());
    }

    private record Running(
            Undertow undertow,
            DeploymentManager manager,
            @Nullable Application application) implements ServletContainer {

        @Override
        public int port() {
            return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
        }

        @Override
        public void stop() throws Exception {
            undertow.stop();
            manager.stop();
            manager.undeploy();
        }
    }
}
