// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.live;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The machine's Chromium, driven by the machine's node. Whatever a page complains about is kept. */
final class Chromium implements AutoCloseable {

    static final int DESK_WIDTH = 1360;
    static final int PHONE_WIDTH = 360;

    private static final int DESK_HEIGHT = 900;
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        System.setProperty("playwright.nodejs.path", onPath("node").toString());
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(onPath("chromium"))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--enable-precise-memory-info")));
        return new Chromium(playwright, browser);
    }

    /** A page in a window of its own, at an address. */
    Page open(String url, int width, ColorScheme colours) {
        Page page = blank(width, colours);
        page.navigate(url);
        return page;
    }

    /** A page at an address, in the window of somebody who gives this name and password where they are asked for. */
    Page openAs(String name, String password, String url) {
        Page page = blank(new Browser.NewContextOptions().setHttpCredentials(name, password));
        page.navigate(url);
        return page;
    }

    /** A page in a window of its own, before it has gone anywhere. */
    Page blank(int width, ColorScheme colours) {
        return blank(new Browser.NewContextOptions()
                .setViewportSize(width, DESK_HEIGHT)
                .setColorScheme(colours));
    }

    private Page blank(Browser.NewContextOptions options) {
        BrowserContext window = browser.newContext(options);
        Page page = window.newPage();
        page.onPageError(error -> complaints.add("error: " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    /** Errors of scripts, refused resources and whatever else pages wrote to their consoles as an error, since last asked. */
    List<String> complaints() {
        List<String> since = List.copyOf(complaints);
        complaints.clear();
        return since;
    }

    static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
    }

    private static Path onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        program + " must be on the PATH; as root: apt-get install chromium nodejs"));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
