// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.live;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Deque's axe-core: what in a page keeps people with a screen reader, a keyboard or weak eyes out. */
final class Axe {

    private Axe() {}

    /** What it finds in the page as it is now, with the elements; its best practices count too. */
    static List<?> violations(Page page) throws IOException {
        page.evaluate("() => document.querySelector('main').checkVisibility()"); // the page is there
        page.evaluate(script());
        return (List<?>) page.evaluate("""
                async () => (await axe.run(document, {resultTypes: ['violations']})).violations
                    .map(rule => rule.id + ' (' + rule.impact + '): ' + rule.nodes.map(node => node.html).join(' | '))
                """);
    }

    private static String script() throws IOException {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (script == null) {
                throw new IllegalStateException("axe.min.js must be on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
