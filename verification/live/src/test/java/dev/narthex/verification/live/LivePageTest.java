// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.narthex.verification.live.Chromium.DESK_WIDTH;
import static dev.narthex.verification.live.Chromium.PHONE_WIDTH;
import static dev.narthex.verification.live.Chromium.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import dev.narthex.testkit.Scrape;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody sees who opens the live page of the bookshop. */
class LivePageTest {

    private static Chromium chromium;
    private static Bookshop shop;

    @BeforeAll
    static void open() throws Exception {
        shop = Bookshop.open();
        shop.stock("first");
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        chromium.close();
        shop.close();
    }

    @AfterEach
    void nothingWasRefusedAndNoScriptFailed() {
        assertThat(chromium.complaints()).isEmpty();
    }

    private static Page watch() {
        Page page = chromium.open(shop.url("/metrics/live"), DESK_WIDTH, ColorScheme.LIGHT);
        assertThat(page.locator("#state")).hasText("live");
        return page;
    }

    private static Locator view(Page page, String name) {
        return page.locator(
                "#views tbody tr",
                new Page.LocatorOptions()
                        .setHas(page.getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions().setName(name).setExact(true))));
    }

    private static Locator finding(Page page, String text) {
        return page.locator("#findings li", new Page.LocatorOptions().setHasText(text));
    }

    @Test
    void theViewWithAQueryForEveryAuthorIsMarkedAndSoIsItsDetail() throws Exception {
        Page page = watch();

        shop.get("/authors/books/", 5);

        assertThat(finding(page, "author-books sends 13 statements a request: N+1"))
                .isVisible();
        Locator row = view(page, "author-books");
        assertThat(row.getByText("N+1")).isVisible();
        assertThat(view(page, "book-create").getByText("N+1")).isHidden();

        finding(page, "author-books").getByRole(AriaRole.BUTTON).click();
        Locator detail = page.getByRole(AriaRole.DIALOG);
        assertThat(detail).containsText("N+1: at least half of its requests send more than 5 statements");
        assertThat(detail.locator(".bars .marked").first()).hasText("9 to 135");
    }

    @Test
    void aBurstOfServerErrorsIsTheFirstFinding() throws Exception {
        Page page = watch();

        shop.get("/boom/", 12);

        assertThat(finding(page, "boom:")).hasText(Pattern.compile("boom: (\\d+) of \\1 answered with 5xx"));
        assertThat(page.locator("#findings li").first()).hasAttribute("data-mood", "bad");
        assertThat(view(page, "boom").locator("[data-mood=bad]")).isVisible();
        assertThat(page.locator("#panels").getByText("IllegalStateException")).isVisible();
    }

    @Test
    void watchingIsNoRequestOfTheApplication() throws Exception {
        Page page = watch();
        shop.get("/api/ping/");
        assertThat(view(page, "api:ping")).isVisible();

        Scrape scrape = Scrape.parse(shop.get("/metrics"));
        assertThat(scrape.text()).doesNotContain("narthexLive");
        double before = scrape.total("django_http_requests_total");
        page.waitForResponse(response -> response.url().contains("/live/data"), () -> {});
        page.waitForResponse(response -> response.url().contains("/live/data"), () -> {});
        assertThat(Scrape.parse(shop.get("/metrics")).total("django_http_requests_total"))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"light, 1360, LIGHT", "dark, 1360, DARK", "phone, 360, LIGHT", "phone-dark, 360, DARK"})
    void axeFindsNothingInAnyColourOnAnyWidth(String name, int width, ColorScheme colours) throws Exception {
        Page page = chromium.open(shop.url("/metrics/live"), width, colours);
        assertThat(page.locator("#state")).hasText("live");
        shop.stock(name);
        for (String path : new String[] {"/books/", "/authors/", "/authors/books/", "/slow/", "/boom/", "/missing/"}) {
            shop.get(path, 3);
        }
        assertThat(view(page, "slow")).isVisible();
        assertThat(view(page, "boom")).isVisible();

        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
        picture(page, name);
        assertThat(Axe.violations(page)).isEmpty();
        view(page, "author-books").getByRole(AriaRole.BUTTON).click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        picture(page, name + "-detail");
        assertThat(Axe.violations(page)).isEmpty();
    }

    @Test
    void aPhoneShowsStatementsToo() throws Exception {
        Page page = chromium.open(shop.url("/metrics/live"), PHONE_WIDTH, ColorScheme.LIGHT);
        assertThat(page.locator("#state")).hasText("live");
        shop.get("/authors/books/", 2);

        assertThat(view(page, "author-books").getByText("N+1")).isVisible();
        BoundingBox statements =
                view(page, "author-books").getByText(Pattern.compile("^13$")).boundingBox();
        assertThat(statements.x + statements.width).isBetween(1.0, (double) PHONE_WIDTH);
    }

    @Test
    void everythingCanBeDoneWithAKeyboard() throws Exception {
        Page page = watch();
        shop.get("/authors/books/", 2);
        assertThat(view(page, "author-books")).isVisible();

        press(page, "Tab", "input[name=window][value='300']");
        press(page, "ArrowLeft", "input[name=window][value='60']");
        assertThat(page.locator("input[name=window][value='60']")).isChecked();
        press(page, "Tab", "#pause");
        page.keyboard().press("Enter");
        assertThat(page.locator("#state")).hasText("paused");
        page.keyboard().press("Enter");
        assertThat(page.locator("#state")).hasText("live");
        press(page, "Tab", "#theme");
        page.keyboard().press("Space");
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");

        Locator open = view(page, "author-books").getByRole(AriaRole.BUTTON);
        for (int i = 0; i < 60 && !isFocused(open); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(open).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(open).isFocused();

        Locator head = page.locator("#views thead")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Statements"));
        head.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#views th[aria-sort=descending]")).containsText("Statements");
    }

    private static void press(Page page, String key, String focused) {
        page.keyboard().press(key);
        assertThat(page.locator(focused)).isFocused();
    }

    private static boolean isFocused(Locator element) {
        return (boolean) element.evaluate("node => node === document.activeElement");
    }

    @Test
    void whoeverIsAskedForAPasswordWatchesWithIt() throws Exception {
        try (Bookshop guarded = Bookshop.open("--narthex.export.username=sre", "--narthex.export.password=fire")) {
            Page page = chromium.openAs("sre", "fire", guarded.url("/metrics/live"));
            assertThat(page.locator("#state")).hasText("live");
            guarded.get("/api/ping/");
            assertThat(view(page, "api:ping")).isVisible();
            assertThat(guarded.get("/metrics/live/data")).isEmpty();
            page.close();
        }
    }

    @Test
    void thePageSaysThatTheApplicationIsGoneAndGoesOnWhenItIsBack() throws Exception {
        Bookshop first = Bookshop.open();
        int port = first.port();
        Page page = chromium.open(first.url("/metrics/live"), DESK_WIDTH, ColorScheme.LIGHT);
        assertThat(page.locator("#state")).hasText("live");
        first.get("/api/ping/", 5);
        assertThat(view(page, "api:ping")).containsText("5");

        first.close();

        assertThat(page.locator("#gone")).containsText("The application does not answer.");
        assertThat(page.locator("#state")).hasText("gone");
        picture(page, "gone");
        assertThat(Axe.violations(page)).isEmpty();
        try (Bookshop second = Bookshop.openOn(port)) {
            assertThat(page.locator("#gone")).isHidden();
            assertThat(page.locator("#state")).hasText("live");
            second.get("/api/ping/", 6); // more than before: the number alone does not tell that it began anew
            assertThat(view(page, "api:ping").locator("td").first()).containsText("11");
        }
        page.close();
        assertThat(chromium.complaints())
                .as("Chromium's word for what is tested here")
                .allMatch(text -> text.contains("net::ERR_"));
    }
}
