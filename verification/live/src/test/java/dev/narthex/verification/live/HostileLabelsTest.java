// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Labels that would run as a script wherever a page takes one for HTML. */
class HostileLabelsTest {

    private static final String ATTACK =
            "<img src=x onerror=\"window.wasAttacked=true\"><script>window.wasAttacked=true</script>";

    /** What the page reads itself, and never shows: the words of our own closed sets. */
    private static final String READ = "status|method|result|state|operation|outcome|gc|cube|instrumentation|version";

    @Test
    void everyLabelStaysTextEvenWithoutAContentSecurityPolicy() throws Exception {
        try (Bookshop shop = Bookshop.open();
                Chromium chromium = Chromium.start()) {
            shop.stock("hostile");
            Page page = chromium.blank(Chromium.DESK_WIDTH, ColorScheme.LIGHT);
            page.route("**/metrics/live", HostileLabelsTest::withoutPolicy);
            page.route("**/metrics/live/data*", HostileLabelsTest::attack);
            page.navigate(shop.url("/metrics/live"));
            assertThat(page.locator("#state")).hasText("live");
            for (String path : new String[] {"/books/", "/authors/", "/authors/books/", "/boom/", "/dberror/"}) {
                shop.get(path, 2);
            }

            Locator view = page.locator("#views tbody")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("author-books"));
            assertThat(view).hasText("author-books" + ATTACK);
            for (String shown : new String[] {"IllegalStateException", "local", "default", "book", "UndefinedTable"}) {
                assertThat(page.locator("#panels").getByText(shown + ATTACK).first())
                        .isVisible();
            }
            assertThat(page.locator("#findings").getByText("boom" + ATTACK).first())
                    .isVisible();
            view.click();
            assertThat(page.getByRole(AriaRole.DIALOG).locator("h2")).hasText("author-books" + ATTACK);
            assertThat(page.locator("img")).hasCount(0);
            assertThat(page.evaluate("window.wasAttacked === undefined")).isEqualTo(true);
        }
    }

    @Test
    void aViewOfTheApplicationWithSuchANameIsShownAsText() throws Exception {
        try (Bookshop shop = Bookshop.open();
                Chromium chromium = Chromium.start()) {
            RequestMappingHandlerMapping mapping =
                    shop.context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
            mapping.registerMapping(
                    RequestMappingInfo.paths("/attack/")
                            .mappingName(ATTACK)
                            .options(mapping.getBuilderConfiguration())
                            .build(),
                    this,
                    HostileLabelsTest.class.getDeclaredMethod("answer"));
            Page page = chromium.open(shop.url("/metrics/live"), Chromium.DESK_WIDTH, ColorScheme.LIGHT);
            assertThat(page.locator("#state")).hasText("live");

            shop.get("/attack/");

            assertThat(page.locator("#views button.name")).hasText(ATTACK);
            assertThat(page.evaluate("window.wasAttacked === undefined")).isEqualTo(true);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    /** Raises, so that its view is among the findings too. */
    @RequestMapping(name = ATTACK)
    void answer() {
        throw new IllegalStateException("as asked");
    }

    /** So that it is the page that keeps the script out, and not the browser. */
    private static void withoutPolicy(Route route) {
        APIResponse answer = route.fetch();
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.remove("content-security-policy");
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setHeaders(headers));
    }

    private static void attack(Route route) {
        APIResponse answer = route.fetch();
        JsonObject data = JsonParser.parseString(answer.text()).getAsJsonObject();
        for (JsonElement series : data.getAsJsonArray("series")) {
            JsonArray parts = series.getAsJsonArray();
            JsonObject labels = parts.get(2).getAsJsonObject();
            for (String label : labels.keySet().toArray(String[]::new)) {
                if (!label.matches(READ)) {
                    labels.add(label, new JsonPrimitive(labels.get(label).getAsString() + ATTACK));
                }
            }
        }
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(data.toString()));
    }
}
