// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.truth;

import dev.narthex.core.Application;
import dev.narthex.verification.contracts.HttpSite;
import dev.narthex.verification.contracts.SiteErrorPage;
import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.jspecify.annotations.Nullable;

/** An {@link HttpSite} on Tomcat 11, measured by us or by somebody else. */
final class Site implements AutoCloseable {

    private final Tomcat tomcat;
    private final @Nullable Application application;

    private Site(Tomcat tomcat, @Nullable Application application) {
        this.tomcat = tomcat;
        this.application = application;
    }

    /** Measured by us. */
    static Site measured(Path files) throws Exception {
        AtomicReference<@Nullable Application> application = new AtomicReference<>();
        Tomcat tomcat =
                start(files, context -> application.set(HttpSite.create().addMeasuredTo(context)));
        return new Site(tomcat, application.get());
    }

    /** Measured by what this adds before the site. */
    static Site measuredBy(Path files, Consumer<ServletContext> peer) throws Exception {
        return new Site(
                start(files, context -> {
                    peer.accept(context);
                    HttpSite.create().addBareTo(context);
                }),
                null);
    }

    private static Tomcat start(Path files, Consumer<ServletContext> site) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(files.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector();
        Context context = tomcat.addContext("", files.getParent().toString());
        for (SiteErrorPage page : SiteErrorPage.ALL) {
            ErrorPage known = new ErrorPage();
            known.setLocation(page.location());
            if (page.exception() == null) {
                known.setErrorCode(page.status());
            } else {
                known.setExceptionType(page.exception().getName());
            }
            context.addErrorPage(known);
        }
        context.addServletContainerInitializer((classes, servlets) -> site.accept(servlets), Set.of());
        tomcat.start();
        return tomcat;
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    Application application() {
        return Objects.requireNonNull(application, "only a site that we measure has an application");
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
