// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import dev.narthex.testkit.Scrape;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application of Spring Boot on a free loopback port, with a client beside it. */
final class RunningApplication implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(10);

    /** Spring Security is on every class path here; these names, old and new, keep it out of what is not about it. */
    private static final String SECURITY = String.join(
            ",",
            "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration");

    /** H2 and a pool are on every class path here; these names, old and new, keep them out in the same way. */
    private static final String DATA_SOURCES = String.join(
            ",",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");

    private final ConfigurableApplicationContext context;
    private final Client client;
    private final String page;
    private boolean spoiled;

    private RunningApplication(ConfigurableApplicationContext context) {
        this.context = context;
        this.client = new Client(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        this.page = context.getEnvironment().getProperty("server.servlet.context-path", "")
                + context.getEnvironment().getProperty("narthex.export.path", "/metrics");
    }

    /** Starts the application of this configuration, without Spring Security. */
    static RunningApplication start(Class<?> configuration, String... properties) {
        return start(new SpringApplicationBuilder(configuration), properties);
    }

    /** Starts the application that this builds, without Spring Security. */
    static RunningApplication start(SpringApplicationBuilder builder, String... properties) {
        return run(builder, excluding(SECURITY + "," + DATA_SOURCES, properties));
    }

    /** Starts the application of this configuration with a data source of Spring Boot's, without Spring Security. */
    static RunningApplication startWithDataSource(Class<?> configuration, String... properties) {
        return run(new SpringApplicationBuilder(configuration), excluding(SECURITY, properties));
    }

    private static String[] excluding(String names, String... properties) {
        String[] all = Arrays.copyOf(properties, properties.length + 1);
        all[properties.length] = "spring.autoconfigure.exclude=" + names;
        return all;
    }

    /** Starts the application of this configuration, with Spring Security. */
    static RunningApplication startSecured(Class<?> configuration, String... properties) {
        return run(new SpringApplicationBuilder(configuration), excluding(DATA_SOURCES, properties));
    }

    private static RunningApplication run(SpringApplicationBuilder builder, String... properties) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("server.port", "0");
        all.put("server.address", "127.0.0.1");
        all.put("spring.main.banner-mode", "off");
        all.put("spring.jmx.enabled", "false");
        all.put("logging.level.root", "warn");
        for (String property : properties) {
            int equals = property.indexOf('=');
            all.put(property.substring(0, equals), property.substring(equals + 1));
        }
        return new RunningApplication(builder.properties(all).run());
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    Client client() {
        return client;
    }

    /** What Prometheus would read now. */
    Scrape scrape() throws IOException, InterruptedException {
        HttpResponse<String> answer = client.scrape(page);
        if (answer.statusCode() != 200) {
            throw new AssertionError("the page must answer 200: " + answer.statusCode());
        }
        return Scrape.parse(answer.body());
    }

    /**
     * What Prometheus reads once every request that the client has sent has arrived and completed: the client may have
     * its answer a moment before.
     */
    Scrape scrapeWhenIdle() throws IOException, InterruptedException {
        return scrapeWhen(
                "all " + client.sent() + " requests must have arrived and completed",
                page -> page.value("django_http_requests_before_middlewares_total") == client.sent()
                        && page.value("django_http_responses_before_middlewares_total") == client.sent());
    }

    /** What Prometheus reads once this is so. */
    Scrape scrapeWhen(String what, Predicate<Scrape> isSo) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Scrape scrape = scrape();
        while (!isSo.test(scrape)) {
            if (System.nanoTime() > end) {
                spoiled = true;
                throw new AssertionError(what + ", and have not after " + PATIENCE + "; in flight:\n"
                        + scrape.family("django_http_requests_in_flight") + "completed:\n"
                        + scrape.family("django_http_requests_total"));
            }
            Thread.sleep(POLL.toMillis());
            scrape = scrape();
        }
        return scrape;
    }

    /** Whether something that was waited for has not come: the next test needs an application that has not hung. */
    boolean isSpoiled() {
        return spoiled;
    }

    @Override
    public void close() {
        context.close();
    }
}
