// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.tomcat11;

import dev.narthex.core.Application;
import dev.narthex.verification.contracts.EchoSocket;
import dev.narthex.verification.contracts.HttpContract;
import dev.narthex.verification.contracts.HttpSite;
import dev.narthex.verification.contracts.ServletContainer;
import dev.narthex.verification.contracts.SiteErrorPage;
import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.websocket.server.WsSci;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class HttpTest extends HttpContract {

    @TempDir
    private static Path files;

    @Override
    protected ServletContainer startMeasured(HttpSite site) throws Exception {
        return start("measured", site::addMeasuredTo);
    }

    @Override
    protected ServletContainer startBare(HttpSite site) throws Exception {
        return start("bare", context -> {
            site.addBareTo(context);
            return null;
        });
    }

    private static ServletContainer start(String name, Function<ServletContext, @Nullable Application> site)
            throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(files.resolve(name).toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector();
        // Its own error page shows the stack, in which our filters may stand; the rest of the page must be the same.
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass(QuietErrorReport.class.getName());
        Context context = tomcat.addContext("", files.toString());
        for (SiteErrorPage page : SiteErrorPage.ALL) {
            context.addErrorPage(errorPage(page));
        }
        AtomicReference<@Nullable Application> application = new AtomicReference<>();
        context.addServletContainerInitializer((classes, servlets) -> application.set(site.apply(servlets)), Set.of());
        context.addServletContainerInitializer(new WsSci(), Set.of(EchoSocket.class));
        tomcat.start();
        return new Running(tomcat, application.get());
    }

    private static ErrorPage errorPage(SiteErrorPage page) {
        ErrorPage known = new ErrorPage();
        known.setLocation(page.location());
        if (page.exception() == null) {
            known.setErrorCode(page.status());
        } else {
            known.setExceptionType(page.exception().getName());
        }
        return known;
    }

    private record Running(Tomcat tomcat, @Nullable Application application) implements ServletContainer {

        @Override
        public int port() {
            return tomcat.getConnector().getLocalPort();
        }

        @Override
        public void stop() throws Exception {
            tomcat.stop();
            tomcat.destroy();
        }
    }
}
