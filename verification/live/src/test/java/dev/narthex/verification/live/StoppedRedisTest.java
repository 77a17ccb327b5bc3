// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.ServerSocket;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/** The bookshop's cache is in a Redis, which stops. */
class StoppedRedisTest {

    private static final String DATABASE = "jdbc:h2:mem:stopped-redis;DB_CLOSE_DELAY=-1";

    @Test
    void aStoppedRedisIsSeenWithinSeconds() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        RedisServer redis = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
        try (Bookshop shop = Bookshop.open(
                        "--spring.profiles.active=reference,real",
                        "--spring.datasource.url=" + DATABASE,
                        "--BOOKSHOP_REDIS_URL=redis://127.0.0.1:" + port);
                Chromium chromium = Chromium.start()) {
            Page page = chromium.open(shop.url("/metrics/live"), Chromium.DESK_WIDTH, ColorScheme.DARK);
            assertThat(page.locator("#state")).hasText("live");
            shop.get("/cache/default/get-or-set/1/", 4);
            Locator cache = page.locator("#panels tr", new Page.LocatorOptions().setHasText("default (redis)"));
            assertThat(cache.locator("td").nth(1)).hasText(Pattern.compile("\\d.*%"));

            redis.stop();
            shop.get("/cache/default/get-or-set/1/", 3);

            assertThat(page.locator("#findings"))
                    .containsText(Pattern.compile("The cache default \\(redis\\) failed: 3 of \\d+ look-ups"));
            assertThat(cache.locator("[data-mood=bad]")).hasText("3");
            Chromium.picture(page, "stopped-redis");
            assertThat(chromium.complaints()).isEmpty();
        } finally {
            redis.stop();
        }
    }
}
