// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What watching costs, and that not watching costs nothing. */
class WatchingTest {

    private static Chromium chromium;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @Test
    void nothingIsReadRunOrSentWhileNobodyWatches() throws Exception {
        try (Visited application = Visited.open()) {
            application.aSecondPasses();
            assertThat(application.readings()).as("before anybody watched").isZero();
            assertThat(Visited.threadOfOurs()).isNull();

            Page page = chromium.open(application.url(), Chromium.DESK_WIDTH, ColorScheme.LIGHT);
            assertThat(page.locator("#state")).hasText("live");
            assertThat(Visited.threadOfOurs()).as("while somebody watches").isNull();
            hide(page, true);
            page.waitForFunction("() => document.hidden");
            long asked = quiet(page, application);
            page.waitForTimeout(3_500);
            assertThat(application.questions()).as("hidden").isEqualTo(asked);
            assertThat(application.readings()).isEqualTo(asked - 1); // the first second passed without a question

            hide(page, false);
            page.waitForResponse(response -> response.url().contains("/live/data"), () -> {});
            page.locator("#pause").click();
            asked = quiet(page, application);
            page.waitForTimeout(3_500);
            assertThat(application.questions()).as("paused").isEqualTo(asked);

            page.close();
            assertThat(application.questions()).isEqualTo(asked);
            assertThat(application.readings()).isEqualTo(asked - 1);
        }
    }

    /** What was under way is answered; from here on there should be nothing. */
    private static long quiet(Page page, Visited application) {
        page.waitForTimeout(1_500);
        return application.questions();
    }

    /** As a browser does for a tab that is not in front. */
    private static void hide(Page page, boolean hidden) {
        page.evaluate("""
                hidden => {
                  Object.defineProperty(document, 'hidden', {configurable: true, get: () => hidden});
                  document.dispatchEvent(new Event('visibilitychange'));
                }""", hidden);
    }

    @Test
    void anHourOfWatchingLeavesTheMemoryOfBrowserAndServerAsItWas() throws Exception {
        try (Visited application = Visited.open()) {
            Page page = chromium.blank(Chromium.DESK_WIDTH, ColorScheme.LIGHT);
            page.addInitScript(
                    "const wait = window.setTimeout; window.setTimeout = (task, millis) => wait(task, millis / 200);");
            page.navigate(application.url());
            await(page, application, 1_100); // all frames are in use after a quarter of an hour
            double browserBefore = browserBytes(page);
            double nodesBefore = nodes(page);
            double serverBefore = serverBytes();

            await(page, application, 3_700);

            double browserAfter = browserBytes(page);
            double serverAfter = serverBytes();
            System.out.printf(
                    "after 18 minutes: browser %.2f MB, server %.2f MB; after an hour: browser %.2f MB, server %.2f MB%n",
                    browserBefore / 1e6, serverBefore / 1e6, browserAfter / 1e6, serverAfter / 1e6);
            assertThat(browserAfter - browserBefore).as("bytes of the page").isLessThan(500_000);
            assertThat(nodes(page)).as("elements").isEqualTo(nodesBefore);
            assertThat(serverAfter - serverBefore).as("bytes of the server").isLessThan(1_000_000);
            assertThat(page.locator("#views tbody tr")).hasCount(12);
        }
    }

    private static void await(Page page, Visited application, long questions) {
        while (application.questions() < questions) {
            long before = application.questions();
            page.waitForTimeout(500);
            assertThat(application.questions()).as("the page must go on asking").isGreaterThan(before);
        }
    }

    private static double nodes(Page page) {
        return ((Number) page.evaluate("document.querySelectorAll('*').length")).doubleValue();
    }

    private static double browserBytes(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("HeapProfiler.collectGarbage");
        JsonObject usage = session.send("Runtime.getHeapUsage");
        session.detach();
        return usage.get("usedSize").getAsDouble();
    }

    private static double serverBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
