// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.HttpFamiliesSeen.BY_VIEW;
import static dev.narthex.verification.contracts.HttpFamiliesSeen.REQUESTS;
import static dev.narthex.verification.contracts.HttpFamiliesSeen.SHORT_CIRCUITED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * A container with two {@link HttpSite}s, one measured and one not. After each test the measured one is idle, all that
 * arrived has completed, and nothing of ours has failed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SiteContract {

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration POLL = Duration.ofMillis(5);

    final ContractTable table = new ContractTable();
    final HttpSite site = HttpSite.create();
    private ServletContainer measured;
    private ServletContainer bare;
    Client client;
    Client bareClient;
    private boolean spoiled;

    @SuppressWarnings("NullAway.Init") // both containers are there before the first test
    SiteContract() {}

    /** Starts a container with this site, measured. */
    protected abstract ServletContainer startMeasured(HttpSite measuredSite) throws Exception;

    /** Starts the same container with this site, and nothing of ours in it. */
    protected abstract ServletContainer startBare(HttpSite bareSite) throws Exception;

    @BeforeAll
    void start() throws Exception {
        startMeasured();
        bare = startBare(HttpSite.create());
        bareClient = new Client(bare.port());
    }

    /** Where the measured site answers. */
    int port() {
        return measured.port();
    }

    /** Where the one that nothing measures answers. */
    int barePort() {
        return bare.port();
    }

    private void startMeasured() throws Exception {
        measured = startMeasured(site);
        client = new Client(measured.port());
        spoiled = false;
    }

    /** A request that never ended fails the test that made it, and no other. */
    @BeforeEach
    void startAgainIfSpoiled() throws Exception {
        if (spoiled) {
            measured.stop();
            startMeasured();
        }
    }

    @AfterAll
    void stop() throws Exception {
        table.write();
        measured.stop();
        bare.stop();
    }

    @AfterEach
    void isIdleAndNothingOfOursHasFailed() throws InterruptedException {
        if (spoiled) {
            return; // it has failed already, and says why
        }
        Scrape page = scrapeWhenIdle();
        assertThat(page.family("django_http_requests_in_flight")).doesNotContainPattern(" (?!0\\.0)\\S+\\n");
        assertThat(page.total("narthex_instrumentation_errors_total")).isZero();
        assertThat(page.total(REQUESTS)).isEqualTo((double) client.sent());
        assertThat(page.total(BY_VIEW) + page.total(SHORT_CIRCUITED)).isEqualTo((double) client.sent());
    }

    /** Requests to make. */
    interface Traffic {
        void send() throws Exception;
    }

    Change during(Traffic traffic) throws Exception {
        Scrape before = scrapeWhenIdle();
        traffic.send();
        return Change.between(before, scrapeWhenIdle());
    }

    Scrape scrapeWhenIdle() throws InterruptedException {
        return scrapeWhen(page -> page.total("django_http_requests_before_middlewares_total") == client.sent()
                && page.total("django_http_responses_before_middlewares_total") == client.sent());
    }

    Scrape scrapeWhen(Predicate<Scrape> isSo) throws InterruptedException {
        Application application = measured.application();
        if (application == null) {
            throw new IllegalStateException("the measured container must name its application");
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        Scrape page = Scrape.of(application);
        while (!isSo.test(page)) {
            if (System.nanoTime() > end) {
                spoiled = true;
                throw new AssertionError(client.sent()
                        + " requests must have arrived and completed, and have not after "
                        + PATIENCE + "; in flight:\n" + page.family("django_http_requests_in_flight") + "completed:\n"
                        + page.family(REQUESTS));
            }
            Thread.sleep(POLL.toMillis());
            page = Scrape.of(application);
        }
        return page;
    }
}
