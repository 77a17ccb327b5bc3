// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Application;
import dev.narthex.core.Instrumentation;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;

/**
 * What a scrape gets: all families of an application, straight from the cells, in text format 0.0.4 and in a stable
 * order. The page is whole before its first byte is handed out. Thread-safe: scrapes render in turn and are written side
 * by side, so that a slow reader holds nobody up.
 */
public final class MetricsPage {

    /** The format of the page, for the header Content-Type. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final int MAX_IDLE_BUFFERS = 4;

    private final Application application;
    private final IdentityHashMap<Instrumentation, PageLayout> layouts = new IdentityHashMap<>();
    private final Deque<TextBuffer> idleBuffers = new ArrayDeque<>();

    private MetricsPage(Application application) {
        this.application = application;
    }

    /** The page of an application; it follows instrumentations that are added later. */
    public static MetricsPage of(Application application) {
        return new MetricsPage(application);
    }

    /** The page as it is now. */
    public Rendered render() {
        return new Rendered(fill(buffer()));
    }

    private synchronized TextBuffer fill(TextBuffer page) {
        page.clear();
        for (Instrumentation instrumentation : application.instrumentations()) {
            PageLayout layout = layouts.computeIfAbsent(instrumentation, PageLayout::new);
            layout.read();
            layout.write(page);
        }
        return page;
    }

    private TextBuffer buffer() {
        synchronized (idleBuffers) {
            TextBuffer idle = idleBuffers.poll();
            return idle != null ? idle : new TextBuffer();
        }
    }

    private void release(TextBuffer buffer) {
        synchronized (idleBuffers) {
            if (idleBuffers.size() < MAX_IDLE_BUFFERS) {
                idleBuffers.push(buffer);
            }
        }
    }

    /** One rendering of the page. Close it when it is written: its memory is used again. Not thread-safe. */
    public final class Rendered implements AutoCloseable {

        private final TextBuffer buffer;

        private Rendered(TextBuffer buffer) {
            this.buffer = buffer;
        }

        /** Its size in bytes. */
        public int size() {
            return buffer.size();
        }

        /** Writes all of it. */
        public void writeTo(OutputStream out) throws IOException {
            buffer.writeTo(out);
        }

        /** All of it as text. */
        public String text() {
            return buffer.toString();
        }

        @Override
        public void close() {
            release(buffer);
        }
    }
}
