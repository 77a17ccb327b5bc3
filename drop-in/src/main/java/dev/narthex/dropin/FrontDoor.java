// SPDX-License-Identifier: Apache-2.0
package dev.narthex.dropin;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.core.Ticker;
import dev.narthex.export.MetricsPage;
import dev.narthex.export.MetricsServer;
import dev.narthex.export.MetricsServlet;
import dev.narthex.export.live.LivePage;
import dev.narthex.export.live.LiveServlet;
import dev.narthex.export.tracing.OpenTelemetryTraces;
import dev.narthex.http.HttpMetrics;
import dev.narthex.http.servlet.InnerFilter;
import dev.narthex.http.servlet.OuterFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the container calls first when it deploys a web application with this jar: makes the application that is measured,
 * puts the outer filter before all others, and serves the page. The inner filter follows in {@link InnerFilterListener}.
 * It stands down where Narthex's starter for Spring Boot is, which does the same and knows more.
 *
 * <pre>
 * curl localhost:8080/shop/metrics
 * django_http_requests_total{method="GET",view="till"} 3.0
 * </pre>
 */
public final class FrontDoor implements ServletContainerInitializer {

    private static final Logger LOGGER = System.getLogger("dev.narthex");

    private static final String STARTER = "dev.narthex.starter.NarthexAutoConfiguration";
    private static final String OUTER_FILTER = "narthexOuterFilter";

    /** The name of the view that django-prometheus serves its page by; seen when scrapes are counted. */
    private static final String PAGE = "prometheus-django-metrics";

    private static final String LIVE = "narthexLive";

    /** Constructed by the container, through {@code META-INF/services}. */
    public FrontDoor() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) throws ServletException {
        DeploymentSettings deployment = new DeploymentSettings(context);
        try {
            if (isFree(context) && deployment.enables("narthex.enabled")) {
                open(context, deployment);
            }
        } catch (IllegalArgumentException | IllegalStateException refused) {
            // Tomcat fails a deployment for this type alone in good order
            throw new ServletException("Narthex cannot measure this application: " + refused.getMessage(), refused);
        }
    }

    private static boolean isFree(ServletContext context) {
        String why = null;
        if (isThere(STARTER, context.getClassLoader())) {
            why = "Spring Boot's starter of Narthex is here";
        } else if (context.getFilterRegistration(OUTER_FILTER) != null) {
            why = "a filter '" + OUTER_FILTER + "' is here already";
        }
        if (why != null) {
            LOGGER.log(
                    Level.INFO,
                    "Narthex's drop-in stands down in '" + context.getContextPath() + "': " + why
                            + ". Leave its jar out, or keep it; it does nothing.");
        }
        return why == null;
    }

    private static boolean isThere(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader) != null;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    private static void open(ServletContext context, DeploymentSettings deployment) {
        Settings settings = deployment.settings();
        Application application = Application.of(settings, Ticker.system(), OpenTelemetryTraces.ifPresent());
        MetricsPage page = MetricsPage.create(application);
        if (settings.endpoint().inApplication()) {
            serve(context, PAGE, MetricsServlet.of(page), settings.path());
        }
        if (settings.live()) {
            serve(context, LIVE, LiveServlet.of(LivePage.of(application)), settings.livePath() + "/*");
        }
        if (deployment.enables("narthex.http.enabled")) {
            measure(context, HttpMetrics.create(application));
        }
        if (deployment.enables("narthex.database.enabled")) {
            MeasuringDriver.register(context);
        }
        context.setAttribute(Application.KEY, application);
        context.addListener(new Deployment(application, page, MetricsServer.of(page)));
        application.bind(context.getClassLoader());
    }

    private static void serve(ServletContext context, String name, Servlet page, String path) {
        ServletRegistration.Dynamic servlet = context.addServlet(name, page);
        if (servlet == null) {
            throw new IllegalStateException(
                    "the servlet name " + name + " must be free: it has another servlet; rename it");
        }
        if (!servlet.addMapping(path).isEmpty()) {
            throw new IllegalStateException(
                    "narthex.export.path must be free: " + path
                            + " belongs to another servlet; set narthex.export.path to a path of its own, as a context parameter");
        }
    }

    private static void measure(ServletContext context, HttpMetrics metrics) {
        OuterFilter outer = OuterFilter.of(metrics);
        context.addListener(outer.requestListener());
        FilterRegistration.Dynamic first = context.addFilter(OUTER_FILTER, outer);
        first.setAsyncSupported(true);
        first.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
        InnerFilter inner = InnerFilter.of(metrics);
        if (WebXml.isComplete(context)) {
            // the listener will not come; still behind all that web.xml has
            InnerFilterListener.addLast(context, inner);
        } else {
            context.setAttribute(InnerFilterListener.WAITING, inner);
        }
    }
}
