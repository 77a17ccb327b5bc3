// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.HttpFamiliesSeen.ABORTED;
import static dev.narthex.verification.contracts.HttpFamiliesSeen.EXCEPTIONS;
import static dev.narthex.verification.contracts.HttpFamiliesSeen.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** What a hostile client must not achieve: series, memory, a wrong total, a request in flight for ever. */
abstract class HostileContract extends SiteContract {

    private static final int METHODS = 10_000;

    /** So many first: they give birth to the series and to the caches of the container. */
    private static final int FIRST = 2_000;

    /**
     * How much more may be retained after all of them than without us: Spring and Tomcat retain something for each path,
     * for a while. A set that remembered a hundred thousand paths would hold some ten megabytes.
     */
    private static final long RETAINED_BYTES = 3_000_000;

    private static final int COLLECTIONS = 4;

    /** The view of a path that no servlet of the site takes. */
    protected String viewOfNothing() {
        return "default";
    }

    /** How many random paths; more where a container, with or without us, takes little time for each. */
    protected int randomPaths() {
        return 10_000;
    }

    @Test // A23, A28, A38
    void randomPathsAndMethodsMakeNoSeriesAndKeepNoMemory() throws Exception {
        HostileClient unmeasured = new HostileClient(barePort(), bareClient);
        HostileClient hostile = new HostileClient(port(), client);
        Scrape before = scrapeWhenIdle();
        unmeasured.send(FIRST, FIRST);
        hostile.send(FIRST, FIRST);
        int series = scrapeWhenIdle().samples().size();
        long without = keptAfterMore(unmeasured, () -> {});
        long kept = keptAfterMore(hostile, this::scrapeWhenIdle);
        Scrape after = scrapeWhenIdle();

        assertThat(Change.between(before, after).samples(REQUESTS))
                .isEqualTo("""
                %1$s{method="<invalid method>",view="plain"} %2$s
                %1$s{method="GET",view="%4$s"} %3$s
                """.formatted(REQUESTS, (double) METHODS, (double) randomPaths(), viewOfNothing()));
        assertThat(after.samples()).hasSize(series);
        assertThat(kept).as("bytes; without us %d", without).isLessThan(without + RETAINED_BYTES);
        table.seen("A38 random paths", randomPaths() + ", 1 series");
        table.seen("A28 random methods", METHODS + ", 1 series");
    }

    private long keptAfterMore(HostileClient hostile, Traffic untilIdle) throws Exception {
        long retained = retainedBytes();
        hostile.send(randomPaths() - FIRST, METHODS - FIRST);
        untilIdle.send(); // what may still have an error page is retained until then (ProvisionalEnds)
        return retainedBytes() - retained;
    }

    private static long retainedBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    @Test // A22
    void randomExceptionClassesMakeOneSeries() throws Exception {
        int times = 1_000;
        Change change = during(() -> {
            for (int i = 0; i < times; i++) {
                client.rawAnswer(Wire.request("GET", "/throws/generated"));
            }
        });

        assertThat(change.samples(EXCEPTIONS)).isEqualTo("""
                %s{type="RuntimeException"} %s
                """.formatted(EXCEPTIONS, (double) times));
        table.seen("A22 generated exception classes", times + ", 1 series");
    }

    @Test // A20: the container learns of it while the servlet reads
    void connectionsThatBreakAmidARequestLeaveNothingInFlight() throws Exception {
        int times = 100;
        Change change = during(() -> {
            for (int i = 0; i < times; i++) {
                try (Socket socket = client.raw(Wire.request("POST", "/reads", "Content-Length: 100000") + "begun")) {
                    awaitArrival();
                    if (i % 2 == 0) {
                        Wire.reset(socket);
                    } else {
                        socket.shutdownOutput(); // half-open: it may still read
                        socket.getInputStream().readAllBytes();
                    }
                }
            }
        });

        assertThat(change.total(REQUESTS)).isEqualTo(times);
        assertThat(change.total(ABORTED)).as("%s", change).isGreaterThanOrEqualTo(times / 2.0);
        table.seen("A20 POST /reads broken off", "exact");
    }

    /** Such a connection has said nothing that a filter could see. */
    @Test // A27
    void connectionsThatBreakWithinTheirHeadAreNoRequests() throws Exception {
        int times = 100;
        Change change = during(() -> {
            for (int i = 0; i < times; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
                    socket.getOutputStream().write(Wire.bytes("GET /plain HTTP/1.1\r\nHost: loc"));
                    if (i % 2 == 0) {
                        Wire.reset(socket);
                    }
                }
            }
            client.get("/plain");
        });

        assertThat(change.total(REQUESTS)).isEqualTo(1);
        table.seen("A27 heads broken off", "not counted");
    }

    /** It never reaches a filter: an access log has it, and no filter's page can. */
    @Test // A27
    void requestThatTheContainerRefusesIsNotSeen() throws Exception {
        Change change = during(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
                socket.getOutputStream().write(Wire.bytes(Wire.request("G<T", "/plain")));
                assertThat(Wire.text(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 400");
            }
            client.get("/plain");
        });

        assertThat(change.total(REQUESTS)).isEqualTo(1);
        table.seen("A27 refused by the container", "not counted");
    }

    private void awaitArrival() throws InterruptedException {
        scrapeWhen(page -> page.total("django_http_requests_before_middlewares_total") == client.sent());
    }
}
