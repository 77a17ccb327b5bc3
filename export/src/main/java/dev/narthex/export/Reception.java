// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the page and whoever asks for it, the same in the application and on a port of its own: who may
 * ask, how, and what the answer's headers say. Thread-safe.
 */
final class Reception {

    /** One who asks, by whatever server. */
    interface Asker {

        /** The method of the request. */
        String method();

        /** A header of the request, several lines as one list; null or empty if there is none. */
        @Nullable
        String header(String name);

        /** The query, not decoded; null if there is none. */
        @Nullable
        String query();

        /** Adds a header to the answer. */
        void add(String header, String value);

        /** Begins an answer of this size; what is written to the result is its body. A HEAD gets no body (E19). */
        OutputStream answer(int status, int size) throws IOException;
    }

    private final SharedRenderings renderings;
    private final Set<Format> formats;
    private final Access access;
    private final ScrapeMetrics scrapes;

    Reception(MetricsPage page) {
        this.renderings = new SharedRenderings(page);
        this.formats = page.formats();
        this.access = page.access();
        this.scrapes = page.scrapes();
    }

    void receive(Asker asker) throws IOException {
        if (!access.admits(asker.header("Authorization"))) {
            access.challenges().forEach(challenge -> asker.add("WWW-Authenticate", challenge));
            say(asker, 401, "this page is not for everybody");
        } else if (!asker.method().equals("GET") && !asker.method().equals("HEAD")) {
            asker.add("Allow", "GET, HEAD");
            asker.answer(405, 0);
        } else {
            show(asker);
        }
    }

    private void show(Asker asker) throws IOException {
        PageRequest asked;
        try {
            asked = PageRequest.of(
                    formats,
                    asker.header("Accept"),
                    asker.header("Accept-Encoding"),
                    asker.header("X-Prometheus-Scrape-Timeout-Seconds"),
                    asker.query());
        } catch (IllegalArgumentException unreadable) {
            asker.add("Vary", "Accept, Accept-Encoding");
            say(asker, 400, String.valueOf(unreadable.getMessage()));
            return;
        }
        long begun = scrapes.begin();
        try (SharedRenderings.Share share = renderings.share(asked)) {
            if (asker.method().equals("GET")) {
                scrapes.made(asked.format(), begun);
            }
            MetricsPage.Rendered rendered = share.rendered();
            asker.add("Cache-Control", "no-store");
            asker.add("Vary", "Accept, Accept-Encoding");
            asker.add("Content-Type", asked.format().contentType());
            if (rendered.isCompressed()) {
                asker.add("Content-Encoding", "gzip");
            }
            rendered.writeTo(asker.answer(200, rendered.size()));
        }
    }

    /** A line that says why there is no page, with nothing in it that the client has sent. */
    static void say(Asker asker, int status, String message) throws IOException {
        byte[] line = (message + "\n").getBytes(StandardCharsets.UTF_8);
        asker.add("Cache-Control", "no-store");
        asker.add("Content-Type", "text/plain; charset=utf-8");
        asker.answer(status, line.length).write(line);
    }
}
