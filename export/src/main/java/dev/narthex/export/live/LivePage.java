// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export.live;

import dev.narthex.core.Application;
import dev.narthex.export.Access;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The live page of an application: what it has done in the last minutes, in a browser, with nothing beside it. The
 * browser asks once a second and keeps the minutes; here a request is a sample, and only the last one is kept, for as long
 * as the JVM has room. Nobody watches: nothing is read, held on to or run. Thread-safe.
 *
 * <pre>{@code
 * LiveServlet servlet = LiveServlet.of(LivePage.of(application)); // at application.settings().livePath() + "/*"
 * }</pre>
 */
public final class LivePage {

    private static final String DATA = "data";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";

    /** All that there is to load, beside the data; the page itself has no name. */
    private static final Map<String, String> TYPES_BY_FILE = Map.ofEntries(
            Map.entry("index.html", "text/html; charset=utf-8"),
            Map.entry("live.css", CSS),
            Map.entry("page.js", JAVASCRIPT),
            Map.entry("poll.js", JAVASCRIPT),
            Map.entry("store.js", JAVASCRIPT),
            Map.entry("numbers.js", JAVASCRIPT),
            Map.entry("elements.js", JAVASCRIPT),
            Map.entry("charts.js", JAVASCRIPT),
            Map.entry("requests.js", JAVASCRIPT),
            Map.entry("detail.js", JAVASCRIPT),
            Map.entry("panels.js", JAVASCRIPT),
            Map.entry("findings.js", JAVASCRIPT),
            Map.entry("uPlot.min.css", CSS),
            Map.entry("uPlot.iife.min.js", JAVASCRIPT));

    private final Application application;
    private final Watch.Birth birth;
    private SoftReference<Watch> watch = new SoftReference<>(null);

    private LivePage(Application application) {
        this.application = application;
        this.birth = Watch.Birth.now(application.ticker());
    }

    /** The live page of an application; it follows instrumentations that are added later. */
    public static LivePage of(Application application) {
        return new LivePage(application);
    }

    /** Who may ask: whoever may ask for the application's page. */
    Access access() {
        return Access.of(application.settings().endpoint().credentials());
    }

    /**
     * An answer.
     *
     * @param type the media type
     * @param text all of it
     * @param isData whether it is of this moment, and of no other
     */
    record Answer(String type, String text, boolean isData) {}

    /**
     * The answer for a path below the page's own.
     *
     * @param file what follows the page's path and a slash; empty for the page itself
     * @param cursor of the watcher's last answer; empty for the first
     * @return null if there is nothing of this name
     */
    @Nullable
    Answer answer(String file, String cursor) {
        if (file.equals(DATA)) {
            return new Answer("application/json", watch().since(cursor), true);
        }
        String name = file.isEmpty() ? "index.html" : file;
        String type = TYPES_BY_FILE.get(name);
        return type == null ? null : new Answer(type, resource(name), false);
    }

    private synchronized Watch watch() {
        Watch known = watch.get();
        if (known == null) {
            known = new Watch(application, birth, names());
            watch = new SoftReference<>(known);
        }
        return known;
    }

    private static Set<String> names() {
        return resource("families.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String resource(String name) {
        try (InputStream resource = LivePage.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the jar of narthex-export must be whole: " + name
                        + " is missing; resources of dev.narthex.export.live must not be left out");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
