// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.testkit.Scrape;
import java.lang.ref.WeakReference;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.catalina.LifecycleState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WARs on a Tomcat: with the drop-in and with the starter, one beside the other and one after the other (A51). */
public abstract class TomcatContract {

    private static final int REDEPLOYMENTS = 50;

    private TomcatServer tomcat;

    @TempDir
    private Path files;

    @SuppressWarnings("NullAway.Init") // the server is there before the first test
    protected TomcatContract() {}

    @BeforeEach
    void start() throws Exception {
        tomcat = new TomcatServer(files.resolve("tomcat"));
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    @Test
    void theJarsInAPlainWarAreEnough() throws Throwable {
        TomcatServer.Deployed shop = tomcat.deploy("/shop", War.withHibernate(files.resolve("war")));
        shop.client().buy(3);
        new Page("till", 3, 3, 1).matches(shop.client());

        Leftovers.assertUnloaded(shop.undeploy());
    }

    @Test
    void whatAFilterBetweenOursAnswersHasEnteredNoView() throws Throwable {
        TomcatServer.Deployed shop = tomcat.deploy("/shop", War.plain(files.resolve("war"), Map.of()));
        FilterOrder.assertOursAreOutermostAndInnermost(shop.client(), "byUrl", "byName", "late");
        Leftovers.assertUnloaded(shop.undeploy());
    }

    /** Its descriptor leaves ours out, and the listener with it. */
    @Test
    void aCompleteDescriptorDoesNotShutUsOut() throws Throwable {
        TomcatServer.Deployed shop = tomcat.deploy("/shop", War.complete(files.resolve("war")));
        FilterOrder.assertOursAreOutermostAndInnermost(shop.client(), "byUrl", "byName");
        Leftovers.assertUnloaded(shop.undeploy());
    }

    /** The thread that goes on is the container's; the driver finds the application on it. */
    @Test
    void asyncIsSupportedAllTheWay() throws Throwable {
        TomcatServer.Deployed shop = tomcat.deploy("/shop", War.withHibernate(files.resolve("war")));
        assertThat(shop.client().get("/till?later").body()).isEqualTo("jdbc:h2:mem:");
        new Page("till", 1, 1, 1).matches(shop.client());
        Leftovers.assertUnloaded(shop.undeploy());
    }

    /** B33: registered at the start, and gone at the end without the container's help. */
    @Test
    void theDriverIsThereAsLongAsTheApplication() throws Throwable {
        TomcatServer.Deployed shop = tomcat.deploy("/shop", War.plain(files.resolve("war"), Map.of()));
        assertThat(shop.client().get("/till?query").statusCode()).isEqualTo(200);
        assertThat(shop.client().get("/till?query").statusCode()).isEqualTo(200);
        Scrape page = shop.client().scrape();
        assertThat(page.family("django_db_execute_total")).isEqualTo("""
                django_db_execute_total{alias="till",vendor="h2",operation="SELECT"} 2.0
                """);
        assertThat(page.value("django_http_view_db_queries_sum{view=\"till\"}")).isEqualTo(2);

        try (ServerLog log = ServerLog.of("org.apache.catalina.loader")) {
            WeakReference<ClassLoader> loader = shop.undeploy();
            assertThat(log.messages()).noneMatch(message -> message.contains("JDBC"));
            Leftovers.assertUnloaded(loader);
        }
    }

    /** E31: and takes nothing of the application with it. */
    @Test
    void thePortOfThePageIsThereAsLongAsTheApplication() throws Throwable {
        TomcatServer.Deployed shop;
        URI page;
        try (ServerLog log = ServerLog.of("dev.narthex")) {
            shop = tomcat.deploy("/shop", War.plain(files.resolve("war"), Map.of("narthex.export.port", "0")));
            page = URI.create(log.messageStartingWith("Metrics are at ").replace("Metrics are at ", ""));
        }
        shop.client().buy(3);
        shop.client().scrapeAfter(3);
        assertThat(new String(page.toURL().openStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("django_http_requests_total{method=\"GET\",view=\"till\"} 3.0")
                .contains("narthex_server_up 1.0");

        WeakReference<ClassLoader> loader = shop.undeploy();
        assertThatThrownBy(() -> page.toURL().openStream()).isInstanceOf(ConnectException.class);
        Leftovers.assertUnloaded(loader);
    }

    @Test
    void aPlainWarDeployedTwiceHasAPageEach() throws Throwable {
        War war = War.withHibernate(files.resolve("war"));
        TomcatServer.Deployed one = tomcat.deploy("/one", war);
        TomcatServer.Deployed two = tomcat.deploy("/two", war);
        one.client().buy(2);
        two.client().buy(5);
        new Page("till", 2, 2, 1).matches(one.client());
        new Page("till", 5, 5, 1).matches(two.client());

        Leftovers.assertUnloaded(one.undeploy());
        two.client().buy(1);
        new Page("till", 6, 6, 1).matches(two.client());
        Leftovers.assertUnloaded(two.undeploy());
    }

    /** B20, B27: below and above each, and what is closed at the end lets the loader go. */
    @Test
    void poolsThatAreMeasuredBelowAndAboveLeaveNothing() throws Throwable {
        TomcatServer.Deployed shop = tomcat.deploy("/shop", War.withPools(files.resolve("war")));
        shop.client().buy(1);
        Scrape page = shop.client().scrape();
        for (String pool : List.of("hikari", "tomcat", "dbcp2")) {
            assertThat(page.value("django_db_open_connections{alias=\"" + pool + "\",vendor=\"h2\"}"))
                    .isEqualTo(1);
            assertThat(page.value("django_db_connection_usage_seconds_count{alias=\"" + pool + "\"}"))
                    .isEqualTo(2);
            assertThat(page.value("django_db_pool_connections{alias=\"" + pool + "\",state=\"idle\"}"))
                    .isEqualTo(1);
        }
        assertThat(page.total("narthex_instrumentation_errors_total")).isZero();

        Leftovers.assertUnloaded(shop.undeploy());
    }

    /** The drop-in's jar is in this WAR too, and stands down. */
    @Test
    void aSpringBootWarHasTheStartersPageAlone() throws Throwable {
        TomcatServer.Deployed shop;
        try (ServerLog log = ServerLog.of("dev.narthex")) {
            shop = tomcat.deploy("/boot", War.boot(files.resolve("war")));
            assertThat(log.messageStartingWith("Narthex's drop-in stands down in '/boot'"))
                    .isEqualTo("Narthex's drop-in stands down in '/boot': Spring Boot's starter of Narthex is here."
                            + " Leave its jar out, or keep it; it does nothing.");
        }
        shop.client().buy(3);
        new Page("Till.till", 3, 1 + 3, 1).matches(shop.client());

        Leftovers.assertUnloaded(shop.undeploy());
    }

    @Test
    void aSpringBootWarAndAPlainOneBesideItHaveAPageEach() throws Throwable {
        TomcatServer.Deployed boot = tomcat.deploy("/boot", War.boot(files.resolve("boot")));
        TomcatServer.Deployed plain = tomcat.deploy("/plain", War.withHibernate(files.resolve("plain")));
        boot.client().buy(2);
        plain.client().buy(4);
        new Page("Till.till", 2, 1 + 2, 1).matches(boot.client());
        new Page("till", 4, 4, 1).matches(plain.client());

        Leftovers.assertUnloaded(List.of(boot.undeploy(), plain.undeploy()));
    }

    @Test
    void fiftyRedeploymentsLeaveNothingAndStartClean() throws Throwable {
        War war = War.plain(files.resolve("war"), Map.of());
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        int threadsAfterTheFirst = 0;
        for (int i = 1; i <= REDEPLOYMENTS; i++) {
            TomcatServer.Deployed shop = tomcat.deploy("/shop", war);
            int requests = 1 + i % 3;
            shop.client().buy(requests);
            new Page("till", requests, requests, 0).matches(shop.client());
            loaders.add(shop.undeploy());
            if (i == 1) {
                threadsAfterTheFirst = Thread.activeCount();
            }
        }
        assertThat(loaders).hasSize(REDEPLOYMENTS);
        Leftovers.assertUnloaded(loaders);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threadsAfterTheFirst);
    }

    @Test
    void contextParametersGoBeforeSystemPropertiesAndThoseBeforeDefaults() throws Throwable {
        System.setProperty("narthex.prefix", "system");
        System.setProperty("narthex.namespace", "everywhere");
        try {
            TomcatServer.Deployed shop = tomcat.deploy(
                    "/shop",
                    War.plain(files.resolve("war"), Map.of("narthex.prefix", "own", "narthex.export.path", "/page")));
            shop.client().buy(1);

            assertThat(shop.client().get("/metrics").statusCode()).isEqualTo(404);
            Scrape page = Scrape.parse(shop.client().get("/page").body());
            assertThat(page.total("everywhere_own_http_requests_total_by_method_total"))
                    .isEqualTo(1);
            shop.undeploy();
        } finally {
            System.clearProperty("narthex.prefix");
            System.clearProperty("narthex.namespace");
        }
    }

    @Test
    void aSettingThatCannotBeUsedStopsTheDeploymentAndSaysHowToMendIt() throws Throwable {
        assertThat(refusal(Map.of("narthex.export.path", "metrics")))
                .isEqualTo(
                        "Narthex cannot measure this application: narthex.export.path must start with a slash: metrics;"
                                + " write /metrics");
        assertThat(refusal(Map.of("narthex.export.path", "/till")))
                .isEqualTo(
                        "Narthex cannot measure this application: narthex.export.path must be free: /till belongs to another"
                                + " servlet; set narthex.export.path to a path of its own, as a context parameter");
        assertThat(refusal(Map.of("narthex.enabled", "maybe")))
                .isEqualTo(
                        "Narthex cannot measure this application: narthex.enabled must be true or false: maybe; write"
                                + " one of the two");
    }

    private String refusal(Map<String, String> parameters) throws Exception {
        War war = War.plain(files.resolve("war" + System.nanoTime()), parameters);
        try (ServerLog log = ServerLog.of("org.apache.catalina")) {
            TomcatServer.Deployed shop = tomcat.deploy("/shop", war);
            assertThat(shop.state()).isNotEqualTo(LifecycleState.STARTED);
            shop.remove();
            return log.messageStartingWith("Narthex");
        }
    }

    @Test
    void theLivePageIsServedWhereItIsAskedFor() throws Throwable {
        TomcatServer.Deployed shop =
                tomcat.deploy("/shop", War.plain(files.resolve("war"), Map.of("narthex.export.live", "true")));
        shop.client().buy(2);

        assertThat(shop.client().get("/metrics/live").statusCode()).isEqualTo(200);
        assertThat(shop.client().get("/metrics/live/data").body())
                .contains("\"django_http_requests_total\"", "\"view\":\"till\"");
        assertThat(shop.client().scrape().total("django_http_requests_total")).isEqualTo(2);
        Leftovers.assertUnloaded(shop.undeploy());
    }

    @Test
    void switchedOffItAddsNothing() throws Throwable {
        TomcatServer.Deployed shop =
                tomcat.deploy("/shop", War.plain(files.resolve("war"), Map.of("narthex.enabled", "false")));
        shop.client().buy(1);

        assertThat(shop.client().get("/metrics").statusCode()).isEqualTo(404);
        shop.undeploy();
    }

    @Test
    void withoutRequestsThePageStays() throws Throwable {
        TomcatServer.Deployed shop =
                tomcat.deploy("/shop", War.plain(files.resolve("war"), Map.of("narthex.http.enabled", "false")));
        shop.client().buy(2);

        Scrape page = shop.client().scrape();
        assertThat(page.families()).doesNotContain("django_http_requests_total");
        assertThat(page.total("stub_connections_total")).isEqualTo(2);
        shop.undeploy();
    }
}
